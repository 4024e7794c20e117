/** What the page of the set-up needs: the view that it shows and the messages. */
export type {
  LinkView,
  NextAction,
  OfferView,
  SetupCommand,
  SetupHostMessage,
  SetupMessage,
  SetupView,
} from './protocol';
