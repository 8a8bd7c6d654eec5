/** The types of what programs send and get, under the names that the client gives them. */
import { type Static, Type, type TSchema } from 'typebox'
import {
  CategoriesAnswerSchema,
  ChannelPatchSchema,
  ChannelsAnswerSchema,
  CustomerAnswerSchema,
  CustomerPatchSchema,
  ItemAnswerSchema,
  ItemPatchSchema,
  ItemsAnswerSchema,
  ItemsQuerySchema,
  patchOf,
  ShopAnswerSchema,
} from './catalog-schema.ts'
import { DecisionSchema, DecisionsAnswerSchema, DecisionsQuerySchema } from './decision-schema.ts'
import { ChannelSchema, CustomerSchema, ItemSchema, ShopSchema } from './document-schema.ts'
import {
  DemoAccountAnswerSchema,
  DemoAccountRequestSchema,
  DemoShoppersAnswerSchema,
  DemoShoppersQuerySchema,
  DemoSignInAnswerSchema,
  DemoSignInRequestSchema,
} from './demo-schema.ts'
import {
  EraseMeRequestSchema,
  EraseRequestSchema,
  ErasureSchema,
  PersonDataSchema,
} from './erasure-schema.ts'
import { ErrorSchema } from './error-schema.ts'
import { EventSchema, OutcomesSchema, RejectsAnswerSchema, RejectsQuerySchema } from './event-schema.ts'
import {
  HistoryAnswerSchema,
  HistoryQuerySchema,
  UndoAnswerSchema,
  UndoRequestSchema,
} from './history-schema.ts'
import {
  BatchLineSchema,
  ListsAnswerSchema,
  NextRequestSchema,
  PageRequestSchema,
  PageResponseSchema,
  RankRequestSchema,
  RankResponseSchema,
  RecommendationsRequestSchema,
  RecommendationsResponseSchema,
  SimilarRequestSchema,
  SimilarResponseSchema,
  WhyNotRequestSchema,
  WhyNotResponseSchema,
} from './list-schema.ts'
import {
  CuratedListSchema,
  PlacementSchema,
  RuleSchema,
  SavedFilterSchema,
  StrategySchema,
} from './merchandise-schema.ts'
import { ScreenLayoutSchema } from './layout-schema.ts'
import {
  AssociateSchema,
  AssociatesAnswerSchema,
  CustomersAnswerSchema,
  CustomersQuerySchema,
  PosRegistersAnswerSchema,
  PosSessionAnswerSchema,
  RegisterSchema,
  RegistersAnswerSchema,
  SignInAnswerSchema,
  SignInRequestSchema,
} from './pos-schema.ts'
import { OrderAnswerSchema } from './order-schema.ts'
import { PreviewAnswerSchema, PreviewRequestSchema } from './preview-schema.ts'
import {
  MeAnswerSchema,
  MePatchSchema,
  MeQuerySchema,
  MyOrdersAnswerSchema,
  MyOrdersQuerySchema,
  EndedTokensAnswerSchema,
  EndMyTokensRequestSchema,
  EndTokensRequestSchema,
  ShopperTokenAnswerSchema,
  ShopperTokenRequestSchema,
} from './shopper-schema.ts'
import { ShelfAnswerSchemas, ShelfOutcomesSchema } from './shelf-schema.ts'

export const WIRE = {
  ShopEvent: EventSchema,
  Outcomes: OutcomesSchema,
  RejectsQuery: RejectsQuerySchema,
  RejectsAnswer: RejectsAnswerSchema,
  Item: ItemSchema,
  ItemPatch: ItemPatchSchema,
  ItemsQuery: ItemsQuerySchema,
  ItemsAnswer: ItemsAnswerSchema,
  ItemAnswer: ItemAnswerSchema,
  CategoriesAnswer: CategoriesAnswerSchema,
  Customer: CustomerSchema,
  CustomerPatch: CustomerPatchSchema,
  CustomerAnswer: CustomerAnswerSchema,
  Channel: ChannelSchema,
  ChannelPatch: ChannelPatchSchema,
  ChannelsAnswer: ChannelsAnswerSchema,
  Shop: ShopAnswerSchema,
  ShopPatch: patchOf(Type.Partial(Type.Omit(ShopSchema, ['shop']))),
  RecommendationsRequest: RecommendationsRequestSchema,
  RecommendationsResponse: RecommendationsResponseSchema,
  PageRequest: PageRequestSchema,
  PageResponse: PageResponseSchema,
  RankRequest: RankRequestSchema,
  RankResponse: RankResponseSchema,
  NextRequest: NextRequestSchema,
  SimilarRequest: SimilarRequestSchema,
  SimilarResponse: SimilarResponseSchema,
  WhyNotRequest: WhyNotRequestSchema,
  WhyNotResponse: WhyNotResponseSchema,
  BatchLine: BatchLineSchema,
  ListsAnswer: ListsAnswerSchema,
  Decision: DecisionSchema,
  DecisionsQuery: DecisionsQuerySchema,
  DecisionsAnswer: DecisionsAnswerSchema,
  PreviewRequest: PreviewRequestSchema,
  PreviewAnswer: PreviewAnswerSchema,
  Strategy: StrategySchema,
  Placement: PlacementSchema,
  Rule: RuleSchema,
  CuratedList: CuratedListSchema,
  SavedFilter: SavedFilterSchema,
  ShelfOutcomes: ShelfOutcomesSchema,
  StrategiesAnswer: ShelfAnswerSchemas.strategies,
  PlacementsAnswer: ShelfAnswerSchemas.placements,
  RulesAnswer: ShelfAnswerSchemas.rules,
  CuratedListsAnswer: ShelfAnswerSchemas.curatedLists,
  FiltersAnswer: ShelfAnswerSchemas.filters,
  ScreenLayout: ScreenLayoutSchema,
  ScreenLayoutsAnswer: ShelfAnswerSchemas.screenLayouts,
  Register: RegisterSchema,
  RegistersAnswer: RegistersAnswerSchema,
  Associate: AssociateSchema,
  AssociatesAnswer: AssociatesAnswerSchema,
  TillsAnswer: PosRegistersAnswerSchema,
  SignInRequest: SignInRequestSchema,
  SignInAnswer: SignInAnswerSchema,
  TillAnswer: PosSessionAnswerSchema,
  OrderAnswer: OrderAnswerSchema,
  CustomersQuery: CustomersQuerySchema,
  CustomersAnswer: CustomersAnswerSchema,
  HistoryQuery: HistoryQuerySchema,
  HistoryAnswer: HistoryAnswerSchema,
  UndoRequest: UndoRequestSchema,
  UndoAnswer: UndoAnswerSchema,
  ShopperTokenRequest: ShopperTokenRequestSchema,
  ShopperTokenAnswer: ShopperTokenAnswerSchema,
  EndTokensRequest: EndTokensRequestSchema,
  EndMyTokensRequest: EndMyTokensRequestSchema,
  EndedTokensAnswer: EndedTokensAnswerSchema,
  MeQuery: MeQuerySchema,
  MeAnswer: MeAnswerSchema,
  MePatch: MePatchSchema,
  MyOrdersQuery: MyOrdersQuerySchema,
  MyOrdersAnswer: MyOrdersAnswerSchema,
  DemoShoppersQuery: DemoShoppersQuerySchema,
  DemoShoppersAnswer: DemoShoppersAnswerSchema,
  DemoAccountRequest: DemoAccountRequestSchema,
  DemoAccountAnswer: DemoAccountAnswerSchema,
  DemoSignInRequest: DemoSignInRequestSchema,
  DemoSignInAnswer: DemoSignInAnswerSchema,
  EraseRequest: EraseRequestSchema,
  EraseMeRequest: EraseMeRequestSchema,
  Erasure: ErasureSchema,
  PersonData: PersonDataSchema,
  Failure: ErrorSchema,
} satisfies Readonly<Record<string, TSchema>>

type Deep<T> = T extends readonly (infer E)[]
  ? readonly Deep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T

/** By name. */
export type Wire = { readonly [N in keyof typeof WIRE]: Deep<Static<(typeof WIRE)[N]>> }
