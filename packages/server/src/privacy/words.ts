import { Bug, type Playbook, renderMessage } from '@hark/core';
import type { ExportParts } from './export.ts';

/** The words of messages under a playbook; null where it has no such reply any more, or one that reads other values by now. */
export function wordsOf(playbook: Playbook): ExportParts['render'] {
  return (sent) => {
    if (!Object.hasOwn(playbook.replies, sent.reply)) return null;
    try {
      return renderMessage(playbook, sent).text;
    } catch (error) {
      // Under the playbook that decided it this cannot be; of an older one the values are exported as they are.
      if (error instanceof Bug) return null;
      throw error;
    }
  };
}
