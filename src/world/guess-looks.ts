/** What an item looks like, from the words of its title and categories, for shops that do not say it in attributes. */
import type { Item } from '../domain/catalog.ts'
import { COLORS } from './colors.ts'

/** `undefined` where no word tells. */
export type GuessedLooks = { readonly form?: string; readonly color?: string; readonly make?: string }

/** Forms with the words that mean them, in the singular; words of several parts come before the parts. */
const FORM_WORDS: Readonly<Record<string, string>> = {
  kettle: 'kettle|teapot|coffee pot|coffee maker',
  mug: 'mug|cup|teacup|tea cup|beaker',
  pan: 'pan|frying pan|saucepan|skillet|wok|casserole|griddle',
  knife: 'knife',
  tea: 'tea|tea bag|infusion',
  coffee: 'coffee|espresso|coffee bean',
  biscuits: 'biscuit|cookie|chocolate|sweet|candy|shortbread|snack',
  jar: 'jar|jam|honey|marmalade|chutney|sauce|storage jar',
  sofa: 'sofa|couch|settee|loveseat',
  chair: 'chair|stool|armchair|bench',
  table: 'table|desk|coffee table|side table',
  shelf: 'shelf|bookcase|cabinet|drawer|cupboard|wardrobe|rack',
  lamp: 'lamp|light|nightlight|night light',
  pendant: 'chandelier|lampshade|lamp shade',
  cushion: 'cushion|pillow|cushion cover|pouffe',
  vase: 'vase|jug|pitcher',
  candle: 'candle|scented candle',
  rug: 'rug|doormat|door mat|carpet|runner',
  towel: 'towel|tea towel|bath towel|flannel',
  bedding: 'quilt|duvet|blanket|throw|bedding|bed|mattress|bed linen',
  soap: 'soap|shampoo|hand wash|shower gel|conditioner|bath soak',
  plant: 'plant|fern|cactus|plant pot|flower pot|herb pot|planter|tree|christmas tree',
  'watering-can': 'watering can',
  trowel: 'trowel|spade|garden fork|rake|shears|gardening set',
  dress: 'dress|gown|sundress',
  jumper: 'jumper|sweater|cardigan|hoodie|pullover|sweatshirt|knitwear',
  skirt: 'skirt',
  shirt: 'shirt|blouse|t-shirt|tee|top|polo|vest|tunic',
  trousers: 'trouser|jean|pant|legging|short|chino',
  jacket: 'jacket|coat|blazer|parka|gilet|raincoat',
  sneaker: 'shoe|trainer|sneaker|slipper|running shoe',
  boot: 'boot|wellington',
  heel: 'heel|sandal|pump|stiletto',
  socks: 'sock|tight|stocking',
  backpack: 'backpack|rucksack|school bag',
  handbag: 'bag|handbag|purse|tote|clutch|wallet|satchel|lunch bag|jumbo bag|suitcase|shopper',
  scarf: 'scarf|shawl|pashmina',
  hat: 'hat|cap|beanie|bonnet',
  sunglasses: 'sunglasse|sunglass|spectacle',
  watch: 'watch|wristwatch|smartwatch',
  ring: 'ring',
  necklace: 'necklace|bracelet|earring|bangle|brooch|jewellery|jewelry|choker',
  cream: 'hand cream|face cream|cream|moisturiser|moisturizer|lotion|balm',
  serum: 'serum|face oil|essential oil',
  perfume: 'perfume|cologne|fragrance|eau de parfum|eau de toilette|diffuser',
  lipstick: 'lipstick|mascara|make-up|makeup|nail polish|lip gloss',
  headphones: 'headphone|earphone|earbud|headset',
  speaker: 'speaker|radio|soundbar',
  guitar: 'guitar|ukulele|violin',
  phone: 'phone|smartphone|mobile phone|mobile',
  'phone-case': 'phone case|phone cover',
  laptop: 'laptop|computer|tablet|monitor|television|tv|screen',
  charger: 'charger|cable|adapter|adaptor|battery|power bank|plug',
  camera: 'camera|lens|camcorder',
  'camera-bag': 'camera bag',
  tripod: 'tripod',
  book: 'book|novel|cookbook|recipe book|paperback',
  notebook: 'notebook|journal|diary|planner|sketchbook|notepad|address book|memo',
  pen: 'pen|pencil|crayon|marker',
  ball: 'ball|football|basketball',
  racket: 'racket|racquet',
  mat: 'yoga mat|exercise mat',
  dumbbell: 'dumbbell|kettlebell|weight',
  tent: 'tent|teepee|gazebo',
  flask: 'flask|water bottle|hot water bottle|thermos',
  bike: 'bike|bicycle|scooter|tricycle',
  blocks: 'block|brick|building set|toy|playhouse|skittle',
  teddy: 'teddy|bear|soft toy|doll|plush|rabbit|bunny',
  puzzle: 'puzzle|jigsaw|game|domino',
  'pet-food': 'dog food|cat food|pet food|puppy food',
  treats: 'dog treat|cat treat|treat',
  'pet-bowl': 'dog bowl|cat bowl|pet bowl',
  hammer: 'hammer|screwdriver|wrench|spanner|mallet|tool',
  drill: 'drill|saw|sander',
  toolbox: 'toolbox|tool box|tool set',
  lantern:
    'lantern|t-light|tealight|tea light|t-light holder|tealight holder|candle holder|candlestick|votive',
  clock: 'clock|alarm clock|wall clock|timer',
  bunting: 'bunting|garland|banner|paper chain|streamer|party',
  card: 'card|postcard|gift wrap|wrapping paper|invitation|sticker|paper napkin|napkin|envelope|wrap',
  frame:
    'frame|picture frame|photo frame|mirror|print|poster|painting|canvas print|blackboard|chalkboard|noticeboard',
  bowl: 'bowl|dish|mixing bowl|ramekin',
  plate: 'plate|tray|platter|saucer|coaster|placemat|chopping board',
  glass: 'glass|wine glass|tumbler|goblet|drinking glass',
  bottle: 'bottle|wine|beer|gin|whisky|vinegar|olive oil|juice|drink',
  umbrella: 'umbrella|parasol',
  sign: 'sign|plaque|wall art|door sign|metal sign',
  ornament: 'ornament|decoration|bauble|hanging heart|heart|star|wreath|figurine|bell',
  'cake-stand': 'cake stand|cakestand|cake|cupcake|cake case|cake decoration|muffin|baking set',
  cutlery: 'cutlery|spoon|fork|cutlery set|teaspoon|whisk|spatula|measuring spoon',
  'gift-box': 'box|gift|present|gift box|lunch box|jewellery box|sewing kit|kit|parcel',
  tin: 'tin|caddy|cake tin|biscuit tin|storage tin|canister|lunch tin',
  basket: 'basket|hamper|crate|trug',
  hook: 'hook|coat rack|coat hook|hanger|peg|door knob|drawer knob|drawer handle',
  flower: 'flower|rose|bouquet|petal|tulip|sunflower',
  keyring: 'keyring|key ring|keychain|charm|luggage tag',
}

const COLOR_WORDS: Readonly<Record<string, string>> = {
  ivory: 'cream',
  beige: 'sand',
  gray: 'grey',
  turquoise: 'teal',
  aqua: 'teal',
  violet: 'purple',
  lavender: 'lilac',
  magenta: 'pink',
  fuchsia: 'pink',
  rose: 'pink',
  scarlet: 'red',
  crimson: 'red',
  maroon: 'burgundy',
  khaki: 'olive',
  lime: 'green',
  bronze: 'copper',
  golden: 'gold',
  chocolate: 'brown',
  natural: 'sand',
}

const MAKE_WORDS: Readonly<Record<string, string>> = {
  wooden: 'oak',
  wood: 'oak',
  wicker: 'rattan',
  ceramic: 'stoneware',
  china: 'porcelain',
  metal: 'steel',
  stainless: 'steel',
  knitted: 'knit',
}
const MAKES: ReadonlySet<string> = new Set(
  'oak|walnut|pine|bamboo|rattan|leather|suede|denim|corduroy|linen|canvas|velvet|silk|satin|wool|felt|jute|cork|marble|glass|steel|copper|brass|zinc|enamel|porcelain|stoneware|terracotta|straw|plush|flannel|carbon'.split(
    '|',
  ),
)

const FORM_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(FORM_WORDS).flatMap(([form, words]) =>
    words.split('|').map((word) => [word, form] as const),
  ),
)
const PARTS_MAX = 3
const WORDS_MAX = 30

const singular = (word: string): string =>
  word.length < 4 || word.endsWith('ss')
    ? word
    : word.endsWith('knives') || word.endsWith('shelves') || word.endsWith('scarves')
      ? word.replace('ives', 'ife').replace('elves', 'elf').replace('arves', 'arf')
      : word.endsWith('ies')
        ? `${word.slice(0, -3)}y`
        : /(?:x|ss|sh|ch)es$/.test(word)
          ? word.slice(0, -2)
          : word.replace(/s$/, '')

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\d]+(?:-[\p{L}\d]+)*/gu) ?? []).slice(0, WORDS_MAX)

/** The last that is named, and of several words before one: a tea towel is a towel, a bag with hearts a bag. */
const formIn = (text: string): string | undefined => {
  const words = wordsOf(text).map(singular)
  for (let parts = PARTS_MAX; parts > 0; parts--)
    for (let from = words.length - parts; from >= 0; from--) {
      const form = FORM_OF.get(words.slice(from, from + parts).join(' '))
      if (form !== undefined) return form
    }
  return undefined
}

/** What stands behind these words says what a thing has or is for, not what it is. */
const BESIDE = /\s(?:with|for|in|on|by|from|und|mit|avec|and)\s.*$/i

/** @returns the first name of a colour in the text */
export const colorIn = (text: string): string | undefined => {
  for (const word of wordsOf(text)) {
    if (Object.hasOwn(COLORS, word)) return word
    if (Object.hasOwn(COLOR_WORDS, word)) return COLOR_WORDS[word]
  }
  return undefined
}

const makeIn = (text: string): string | undefined => {
  for (const word of wordsOf(text)) {
    if (MAKES.has(word)) return word
    if (Object.hasOwn(MAKE_WORDS, word)) return MAKE_WORDS[word]
  }
  return undefined
}

export const guessLooks = ({ title = '', categories = [] }: Item): GuessedLooks => {
  const leaves = categories.flatMap((path) => path.split('>').toReversed())
  const texts = [title.replace(BESIDE, ''), title, ...leaves]
  const form = texts.map(formIn).find((found) => found !== undefined)
  const color = colorIn(title)
  const make = makeIn(title)
  return {
    ...(form !== undefined && { form }),
    ...(color !== undefined && { color }),
    ...(make !== undefined && { make }),
  }
}
