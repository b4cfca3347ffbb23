import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { noticeOf } from '../../../src/features/reportIncident/notice.ts';
import { createFormPanels } from '../../../src/features/reportIncident/panel.ts';
import type { FormHost, FormState } from '../../../src/features/reportIncident/protocol.ts';
import type { DraftState } from '../../../src/store/draftRecord.ts';
import { PAGE_DRAFT } from '../coc/examples.ts';
import { person } from '../vscodeStub.ts';
import { draftOf, servicesOf } from './unconfirmedStage.ts';

const UNCONFIRMED: DraftState = { kind: 'notConfirmed', sentAt: 1, sent: PAGE_DRAFT };

test('a form that sent an unconfirmed report again says what stands on disk', async () => {
  const draft = { ...draftOf(UNCONFIRMED), fields: { ...PAGE_DRAFT, isServiceInterrupt: false } };
  const services = servicesOf(draft, {});
  const looked: DraftState = { ...UNCONFIRMED, lookup: { looks: 1, lookedAt: 5, found: { kind: 'none' } } };
  const states: FormState[] = [];
  const hosts: FormHost[] = [];
  const event = () => ({ dispose: () => {} });
  const parts: Record<string, unknown> = {
    ...services,
    drafts: { ...services.drafts, onDidChange: event },
    choices: { onDidChange: event, list: () => [], schedules: () => [] },
    discarded: { event },
    found: { event },
    live: new Map(),
    incidents: {
      create: async () => {
        await services.drafts.update(draft.id, () => ({ ...draft, state: looked }));
        return { kind: 'rejected', httpStatus: 400 };
      },
    },
    pages: {
      open: (...[, , , , host]: readonly unknown[]) => {
        hosts.push(host as FormHost);
        return { remote: { showState: async (state: FormState) => void states.push(state) } };
      },
    },
  };
  const panel: Record<string, unknown> = { visible: true, onDidDispose: event };
  person.choose = () => 'Send Again';
  const panels = createFormPanels(parts as unknown as Parameters<typeof createFormPanels>[0]);
  panels.attach(panel as unknown as Parameters<typeof panels.attach>[0], draft, undefined);
  const notice = noticeOf(looked);
  assert.deepEqual(await hosts[0]?.submit(draft.fields), { kind: 'failed', notice });
  assert.deepEqual(states, [{ notice }]);
});
