/**
 * A person.
 *
 * @inline
 */
type ToNumber = {
  /**
   * The recipient's phone number with its country code, 5 to 15 digits (documented limit). One leading "+", white space,
   * dashes, dots and brackets are taken away. It must not start with 0.
   */
  number: string;
  /** A group's only. */
  groupName?: undefined;
  /** A group's only. */
  groupAdmin?: undefined;
};

/**
 * Who gets a message: a person (`number`) or a group (`groupName` and `groupAdmin`), never both.
 *
 * @example
 * ```ts
 * import { WhatsApp, type Recipient } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * const recipients: Recipient[] = [
 *   { number: "12025550101" },
 *   { groupName: "Neighbours", groupAdmin: "12025550102" },
 * ];
 * for (const recipient of recipients) await whatsapp.sendText({ ...recipient, message: "Hello" });
 * ```
 */
export type Recipient =
  | ToNumber
  | {
      /** A person's only. */
      number?: undefined;
      /** The group's name, which must be unique: 1 to 150 characters (documented limit). */
      groupName: string;
      /** The phone number of the group's creator, 5 to 30 digits (documented limit), cleaned as `number` is. */
      groupAdmin: string;
    };

/**
 * Who gets a picture or document by WhatsApp: a person (`number`) or a group, which the API finds by its `groupName` alone.
 */
export type NamedGroup =
  | ToNumber
  | {
      /** A person's only. */
      number?: undefined;
      /** The group's name, which must be unique: 1 to 150 characters (documented limit). */
      groupName: string;
      /** Accepted and checked, so that one recipient serves all calls, and not sent. */
      groupAdmin?: string | undefined;
    };

/**
 * What has a caption.
 *
 * @inline
 */
export interface Captioned {
  /** What is shown with the file, at most 250 characters (documented limit). `null` and `""` stand for none. */
  caption?: string | null | undefined;
}

/**
 * What has a name, and a caption.
 *
 * @inline
 */
export interface Named extends Captioned {
  /**
   * The name that the file is shown under, 1 to 80 characters (documented limit). Of a path only the last part is sent;
   * the API takes out all but word characters, white space, "-" and ".". Default: the name of the File or {@link Media};
   * required with everything else.
   */
  filename?: string | undefined;
}

/**
 * The API's receipt for a message. Queued is not delivered: a recipient who never registered with the gateway gets
 * nothing, and the API does not tell.
 */
export interface QueuedMessage {
  /** The message's id, any string but the empty one. */
  id: string;
  /** The API's word for its state, `"queued"`. */
  status: string;
}

// Without this, the types above that are not marked as exported would be.
export {};
