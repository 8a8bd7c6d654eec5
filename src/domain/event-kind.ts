/**
 * The names that other systems give to our event kinds. Case, spaces, `-` and `_` do not count.
 *
 * @source Segment e-commerce spec v2; GA4 recommended events; Google Retail user events; Amazon Personalize
 *   e-commerce event types; Adobe Commerce storefront events; Snowplow e-commerce; Recombee
 */
import { foldName } from './fold-name.ts'
import { EVENT_KINDS, type EventKind } from './event.ts'

const ALIASES: Readonly<Record<EventKind, readonly string[]>> = {
  'home-view': ['home-page-view', 'Home Viewed'],
  'category-view': ['category-page-view', 'Category Viewed', 'view_category', 'categoryPageView'],
  search: [
    'Products Searched',
    'ProductSearched',
    'Product Searched',
    'view_search_results',
    'searchRequestSent',
    'Search',
  ],
  'list-impression': [
    'Product List Viewed',
    'view_item_list',
    'list_view',
    'impression',
    'SetViewPortion',
    'recsUnitView',
    'recsResponseReceived',
  ],
  'list-click': [
    'Product Clicked',
    'select_item',
    'list_click',
    'Click',
    'recsItemClick',
    'searchProductClick',
  ],
  'product-view': [
    'Product Viewed',
    'ProductViewed',
    'view_item',
    'detail-page-view',
    'AddDetailView',
    'View',
    'productPageView',
    'ViewContent',
    'PageView Product',
  ],
  'product-share': ['Product Shared', 'Share'],
  'product-dismiss': ['Dismiss', 'Product Hidden', 'NotInterested'],
  'product-rating': ['Product Reviewed', 'AddRating', 'Rating', 'Review'],
  'wishlist-add': ['Product Added to Wishlist', 'add_to_wishlist', 'AddBookmark', 'addToRequisitionList'],
  'wishlist-remove': [
    'Product Removed from Wishlist',
    'remove_from_wishlist',
    'DeleteBookmark',
    'removeFromRequisitionList',
  ],
  'cart-add': [
    'Product Added',
    'ProductAdded',
    'add_to_cart',
    'add-to-cart',
    'AddCartAddition',
    'AddToCart',
    'productAddToCart',
  ],
  'cart-remove': [
    'Product Removed',
    'ProductRemoved',
    'remove_from_cart',
    'DeleteCartAddition',
    'RemoveFromCart',
    'productRemoveFromCart',
  ],
  'cart-update': [
    'ProductQuantityUpdated',
    'Product Quantity Updated',
    'Cart Updated',
    'UpdateCart',
    'setCart',
  ],
  'cart-view': [
    'Cart Viewed',
    'CartViewed',
    'view_cart',
    'shopping-cart-page-view',
    'ViewCart',
    'shoppingCartView',
  ],
  'checkout-start': [
    'Checkout Started',
    'CheckoutStarted',
    'begin_checkout',
    'StartCheckout',
    'initiateCheckout',
  ],
  'checkout-step': [
    'Checkout Step Viewed',
    'Checkout Step Completed',
    'Payment Info Entered',
    'add_shipping_info',
    'add_payment_info',
    'checkout_step',
  ],
  order: [
    'Order Completed',
    'OrderCompleted',
    'purchase',
    'purchase-complete',
    'transaction',
    'AddPurchase',
    'placeOrder',
    'sale',
  ],
  refund: ['Order Refunded', 'Order Cancelled', 'Return', 'Order Returned'],
  coupon: ['Coupon Entered', 'Coupon Applied', 'Coupon Denied', 'Coupon Removed'],
  'promotion-view': [
    'Promotion Viewed',
    'view_promotion',
    'promo_view',
    'promotion-offered',
    'dynamicBlockView',
  ],
  'promotion-click': ['Promotion Clicked', 'select_promotion', 'promo_click', 'dynamicBlockClick'],
  video: ['Video Playback Started', 'Video Playback Completed', 'video_start', 'video_complete', 'Watch'],
  'email-open': ['Email Opened'],
  'email-click': ['Email Link Clicked', 'Email Clicked'],
  'ad-click': ['Ad Clicked', 'Search Ad Clicked'],
  call: ['Call Center Interaction', 'Call Started', 'Call Completed'],
  identify: ['signIn', 'login', 'alias', 'MergeUsers'],
  'product-undismiss': ['Undismiss', 'Product Unhidden', 'UndoNotInterested'],
}

const kindByName: ReadonlyMap<string, EventKind> = new Map(
  EVENT_KINDS.flatMap((kind) =>
    [kind, ...ALIASES[kind]].map((name): [string, EventKind] => [foldName(name), kind]),
  ),
)

/** @returns the canonical kind, or undefined for a name that no vocabulary has */
export const parseEventKind = (name: string): EventKind | undefined => kindByName.get(foldName(name))

/** Kind and its other names, for the docs and the API reference. */
export const EVENT_KIND_ALIASES: Readonly<Record<EventKind, readonly string[]>> = ALIASES
