import assert from 'node:assert/strict';
import fc from 'fast-check';
import { INCIDENT_LEVELS, INCIDENT_SOURCES, type IncidentDraft } from '../../../src/coc/incident.ts';
import { toCreateBody } from '../../../src/coc/wire.ts';
import { PAGE_CREATE_REQUEST, PAGE_DRAFT } from './examples.ts';

/** What goes over the wire, so that keys of the value undefined do not count. */
function sent(draft: IncidentDraft): unknown {
  return JSON.parse(JSON.stringify(toCreateBody(draft)));
}

suite('the body of a create', () => {
  test("is the page's example, with the boolean its table asks for and without the two empty texts", () => {
    const { assignee_scene, assignee_role, ...example } = PAGE_CREATE_REQUEST;
    assert.deepEqual([assignee_scene, assignee_role], ['', '']);
    assert.deepEqual(sent(PAGE_DRAFT), { ...example, is_service_interrupt: true });
    assert.deepEqual(Object.keys(toCreateBody(PAGE_DRAFT)), Object.keys(example).filter(isSent));
  });

  test('with a schedule has the scenario and the role as texts, and no owner', () => {
    const draft: IncidentDraft = { ...PAGE_DRAFT, assignTo: 'schedule', assigneeScene: 's', assigneeRole: 'r' };
    const { incident_assignee: _, ...example } = PAGE_CREATE_REQUEST;
    assert.deepEqual(sent(draft), { ...example, is_service_interrupt: true, assignee_scene: 's', assignee_role: 'r' });
  });

  test('has nothing of the way that was not chosen', () => {
    const both = { ...PAGE_DRAFT, assigneeScene: 's', assigneeRole: 'r' };
    assert.deepEqual(sent(both), sent(PAGE_DRAFT));
    assert.deepEqual(
      sent({ ...both, assignTo: 'schedule' }),
      sent({ ...both, assignTo: 'schedule', incidentAssignee: '' }),
    );
  });

  test('leaves an optional text out when it is empty or blank, and sends no empty list', () => {
    for (const blank of ['', '  ', '\n']) {
      const body = toCreateBody({ ...PAGE_DRAFT, region: blank, enterpriseProject: blank });
      assert.equal('region' in body, false);
      assert.equal('enterprise_project' in body, false);
    }
  });

  test('carries every text as it was typed', () => {
    const typed = '  "quoted" \\ \u0000 \u2028 中文 😀 \ud800 ';
    const body = JSON.stringify(toCreateBody({ ...PAGE_DRAFT, incidentTitle: typed, incidentDescription: typed }));
    const { incident_title, incident_description } = JSON.parse(body);
    assert.deepEqual([incident_title, incident_description], [typed, typed]);
  });

  test('for every combination has exactly the documented fields in their types, and nothing else', () => {
    const optionalText = fc.constantFrom('', 'x');
    const drafts: fc.Arbitrary<IncidentDraft> = fc
      .record({
        region: optionalText,
        enterpriseProject: optionalText,
        incidentLevel: fc.constantFrom(...INCIDENT_LEVELS),
        incidentSource: fc.constantFrom(...INCIDENT_SOURCES),
        isServiceInterrupt: fc.boolean(),
        assignTo: fc.constantFrom('person' as const, 'schedule' as const),
        assigneeScene: optionalText,
        assigneeRole: optionalText,
        incidentTitle: fc.string({ unit: 'binary' }),
        startTime: fc.option(fc.nat(), { nil: undefined }),
      })
      .map(({ startTime, ...rest }) => ({ ...PAGE_DRAFT, ...rest, ...(startTime !== undefined && { startTime }) }));
    fc.assert(
      fc.property(drafts, (draft) => {
        const person = draft.assignTo === 'person';
        assert.deepEqual(sent(draft), {
          ...(draft.region === '' ? {} : { region: [draft.region] }),
          ...(draft.enterpriseProject === '' ? {} : { enterprise_project: [draft.enterpriseProject] }),
          current_cloud_service: [draft.currentCloudService],
          incident_level: draft.incidentLevel,
          is_service_interrupt: draft.isServiceInterrupt,
          incident_type: draft.incidentType,
          incident_title: draft.incidentTitle,
          incident_description: draft.incidentDescription,
          incident_source: draft.incidentSource,
          ...(person ? { incident_assignee: [draft.incidentAssignee] } : {}),
          ...(person ? {} : { assignee_scene: draft.assigneeScene, assignee_role: draft.assigneeRole }),
          creator: draft.creator,
          ...('startTime' in draft ? { start_time: draft.startTime } : {}),
        });
      }),
      { numRuns: 1000 },
    );
  });
});

/** The page sends the empty schedule beside an owner; we do not. */
function isSent(key: string): boolean {
  return key !== 'assignee_scene' && key !== 'assignee_role';
}
