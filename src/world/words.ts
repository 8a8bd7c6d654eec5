/** Invented names of the demo world: makers, product lines, people and places. */
import type { Family } from './form.ts'
import { words } from './form.ts'

/** Makers by family, nine each: three cheap, three middling, three dear. */
export const MAKERS: Readonly<Record<Family, readonly string[]>> = {
  home: words(
    'Plainhouse|Bo & Tilly|Everhob|Marrow Lane|Hearth & Hollow|Oderby|Castellane Row|Vintner & Moss|Aurelby',
  ),
  food: words(
    'Pennyloaf|Daily Ration|Greengate|Tollhouse Lane|Saltmarsh Kitchen|Brightwell Mill|Quillon|Amberley Store|Third Harvest',
  ),
  wear: words(
    'Bramblecote|Nine Yards|Otto Fell|Larkmoor|Wrenfold|Tessel & Sons|Maison Aubrel|Corvane|Isolde Marsh',
  ),
  care: words('Clearly|Softwater|Daisy Row|Botanik|Milk & Alder|Nettlebed|Maris Vane|Lumenelle|Oriel No. 5'),
  tech: words(
    'Volta Basic|Pixby|Nordlicht One|Tonewell|Halcyon Devices|Arcturo|Obsidian Lab|Vireo|Kestrel Audio Works',
  ),
  leisure: words(
    'Gofar|Happy Otter|Redgate|Outbound & Co|Fernway|Paper Lantern|Summit Foundry|Alpenrose|Grand Atelier',
  ),
}

export const STYLES = ['modern', 'classic', 'rustic', 'playful', 'minimal'] as const

/** What a description says about each style, in the order of `STYLES`. */
export const STYLE_SENTENCES: readonly string[] = [
  'Clean lines, drawn this decade.',
  'A shape that has been right for a hundred years.',
  'A little rough at the edges, on purpose.',
  'Made to be smiled at.',
  'Nothing on it that need not be there.',
]

/** Names of product lines. */
export const LINES = words(
  'Alder|Amity|Anwick|Arden|Ashby|Aster|Auburn|Avel|Barlow|Bellamy|Birch|Blythe|Bracken|Briar|Brook|Calder|Camber|Carrow|Cedric|Clover|Colm|Copse|Corin|Cove|Dale|Darrow|Delphin|Dorrit|Dune|Eddery|Elowen|Ember|Esk|Fable|Farrow|Fen|Fenwick|Finch|Flint|Ford|Gable|Garnet|Glen|Greer|Hale|Harbour|Hazel|Heath|Heron|Hollis|Idris|Isla|Ives|Jasper|Juno|Kelso|Kerr|Kit|Lark|Laurel|Linden|Loch|Lowell|Lune|Mabel|Maren|Marlow|Merle|Mica|Moor|Morrow|Nell|Noor|Oakley|Olwen|Orla|Otter|Pascoe|Perrin|Pike|Quill|Rowan|Rue|Sable|Sark|Selby|Sorrel|Sparrow|Tamsin|Tarn|Teasel|Thistle|Tilda|Torrin|Umber|Vale|Vesper|Wade|Wells|Wick|Willow|Wren|Yarrow|Yew',
)

/** Two halves of book titles. */
export const TITLE_HEADS = words(
  'The Salt|A Quiet|The Last|The Glass|An Honest|The Winter|The Paper|A Borrowed|The Long|The Hollow|The Second|A Small|The Northern|The Amber|An Empty|The Patient|The Blue|A Late|The Wild|The Careful',
)
export const TITLE_TAILS = words(
  'Road|Harbour|Orchard|Garden|Letter|House|Season|River|Table|Island|Clock|Summer|Kitchen|Map|Crossing|Window|Meadow|Weather|Inheritance|Visitor|Lighthouse|Ferry|Promise|Archive',
)

export const FEMALE_NAMES = words(
  'Ada|Alice|Amara|Anya|Beatrix|Carys|Chloe|Clara|Daphne|Eilidh|Elena|Esme|Farah|Freya|Grace|Hana|Imogen|Ines|Iris|Jade|Keira|Leila|Lucy|Maeve|Maya|Meera|Mina|Nadia|Niamh|Nora|Olive|Phoebe|Priya|Rhian|Rosa|Ruth|Sana|Sofia|Tess|Wilma|Yasmin|Zoe',
)
export const MALE_NAMES = words(
  'Aaron|Adil|Alec|Angus|Arjun|Ben|Bryn|Callum|Daniel|Dev|Elias|Euan|Felix|Finn|George|Hamza|Hugo|Idris|Isaac|Jack|Jonas|Kenji|Kofi|Leo|Liam|Luca|Marcus|Milo|Nathan|Noel|Omar|Oscar|Owen|Rafi|Reuben|Rory|Samir|Theo|Tomas|Victor|Will|Yusuf',
)
export const SURNAMES = words(
  'Abbott|Ahmed|Ainsley|Baker|Barros|Bevan|Blackwood|Brennan|Campbell|Chowdhury|Clarke|Cohen|Davies|Doyle|Edwards|Ellis|Evans|Ferreira|Fletcher|Gallagher|Griffiths|Haddad|Harris|Hughes|Iqbal|Jenkins|Kaur|Kelly|Khan|Lewis|Lindqvist|Mackay|Marsh|Mensah|Morgan|Murray|Nowak|Okafor|Owens|Patel|Pearce|Quinn|Reid|Rossi|Shah|Singh|Stewart|Sutton|Tanaka|Thomas|Turner|Vaughan|Walsh|Ward|Weiss|Wood|Wright|Young',
)
export const STREETS = words(
  'Acacia Row|Bakehouse Lane|Bell Yard|Canal Walk|Chapel Rise|Cooper Street|Dove Lane|Ferry Road|Garden Terrace|Hill View|Kiln Close|Lantern Street|Mill Lane|North Parade|Orchard Way|Priory Road|Quay Street|Rope Walk|Spring Gardens|Station Road|Tanner Row|Weavers Court',
)
/** Towns with the start of their postal codes and the store that is nearest, as an index of `STORES`. */
export const TOWNS: readonly (readonly [city: string, postalArea: string, storeIndex: number])[] = [
  ['London', 'SE', 0],
  ['London', 'N', 0],
  ['London', 'W', 0],
  ['Brighton', 'BN', 0],
  ['Leeds', 'LS', 1],
  ['York', 'YO', 1],
  ['Sheffield', 'S', 1],
  ['Bristol', 'BS', 2],
  ['Bath', 'BA', 2],
  ['Exeter', 'EX', 2],
  ['Edinburgh', 'EH', 3],
  ['Glasgow', 'G', 3],
  ['Cardiff', 'CF', 4],
  ['Swansea', 'SA', 4],
]
export const STORES: readonly (readonly [channelId: string, title: string])[] = [
  ['store-london', 'London, Borough'],
  ['store-leeds', 'Leeds, Kirkgate'],
  ['store-bristol', 'Bristol, Harbourside'],
  ['store-edinburgh', 'Edinburgh, New Town'],
  ['store-cardiff', 'Cardiff, Arcades'],
]

export const SIZES: Readonly<Record<'wear' | 'shoe' | 'bed', readonly string[]>> = {
  wear: ['XS', 'S', 'M', 'L', 'XL'],
  shoe: ['36', '37', '38', '39', '40', '41', '42', '43', '44', '45'],
  bed: ['Single', 'Double', 'King'],
}
