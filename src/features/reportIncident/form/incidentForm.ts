import type { IncidentDraft, IncidentSource } from '../../../coc/incident.ts';
import { INCIDENT_LEVELS, INCIDENT_SOURCES } from '../../../coc/incident.ts';
import type { DraftField } from '../../../coc/rules.ts';
import { LIMITS } from '../../../coc/rules.ts';
import { el } from '../../../shared/page/dom.ts';
import type { Choice, FormChoices, FormData, Recomposed } from '../protocol.ts';
import type { Combobox } from './combobox.ts';
import { combobox } from './combobox.ts';
import type { Field, FieldTexts } from './field.ts';
import { radioGroup } from './radioGroup.ts';
import type { ReportAreaActions } from './reportArea.ts';
import { reportArea } from './reportArea.ts';
import { checkBox, selectField, timeField } from './smallFields.ts';
import { textField } from './textField.ts';

export interface IncidentForm {
  readonly element: HTMLFormElement;
  readonly fields: Readonly<Record<DraftField, Field>>;
  /** The draft as it stands in the form. Its startTime is NaN while no valid time is entered. */
  read(): IncidentDraft;
  offer(choices: FormChoices): void;
  /** Shows a report that was composed anew. A start time that is the one in `before` stays as it was entered. */
  recompose(composed: Recomposed, before: IncidentDraft): void;
  /** Shows again what was chosen before: the host did not follow. */
  takeBack(): void;
}

type RoleChoice = FormChoices['roles'][number];

/** All fields in their order, filled with the draft. Tells of changes by the DOM's own input and change events. */
export function incidentForm(data: FormData, actions: ReportAreaActions): IncidentForm {
  const { fields: draft, choices, strings, localStartTime } = data;
  let { report } = data;
  const texts = (name: keyof typeof strings.labels, optional = false): FieldTexts => ({
    label: strings.labels[name],
    optional: optional ? strings.optional : undefined,
    hint: name === 'assignTo' ? undefined : strings.hints[name],
  });
  const text = (name: 'incidentTitle' | 'incidentDescription', multiline: boolean) =>
    textField({
      name,
      texts: texts(name),
      value: draft[name],
      multiline,
      limit: LIMITS[name],
      counter: strings.counter,
    });
  const combo = <C extends Choice = Choice>(name: DraftField, optional = false, onPick?: (choice: C) => void) =>
    combobox<C>({ name, texts: texts(name, optional), strings, ...(onPick && { onPick }) });

  const incidentTitle = text('incidentTitle', false);
  const incidentDescription = text('incidentDescription', true);
  const incidentLevel = radioGroup({
    name: 'incidentLevel',
    texts: texts('incidentLevel'),
    value: draft.incidentLevel,
    options: INCIDENT_LEVELS.map((value) => ({ value, ...strings.levels[value] })),
  });
  const isServiceInterrupt = checkBox({
    name: 'isServiceInterrupt',
    texts: texts('isServiceInterrupt'),
    checked: draft.isServiceInterrupt,
  });
  const incidentType = combo('incidentType');
  const incidentSource = selectField<IncidentSource>({
    name: 'incidentSource',
    texts: texts('incidentSource'),
    value: draft.incidentSource,
    options: INCIDENT_SOURCES.map((value) => ({ value, label: strings.sources[value] })),
  });
  const currentCloudService = combo('currentCloudService');
  const region = combo('region', true);
  const enterpriseProject = combo('enterpriseProject', true);
  const assignTo = radioGroup({
    name: 'assignTo',
    texts: texts('assignTo'),
    value: draft.assignTo,
    options: [
      { value: 'person', name: strings.person },
      { value: 'schedule', name: strings.schedule },
    ],
  });
  const incidentAssignee = combo('incidentAssignee');
  const assigneeScene = combo('assigneeScene');
  const assigneeRole = combo<RoleChoice>('assigneeRole', false, fillScene);
  const creator = combo('creator');
  const startTime = timeField({
    name: 'startTime',
    texts: texts('startTime', true),
    value: draft.startTime,
    localTimeNote: strings.localTime,
    localTime: localStartTime,
  });
  const area = reportArea(data, actions);

  const combos = {
    incidentType,
    currentCloudService,
    region,
    enterpriseProject,
    incidentAssignee,
    assigneeScene,
    assigneeRole,
    creator,
  } satisfies Partial<Record<DraftField, Combobox<RoleChoice>>>;
  let roles: readonly RoleChoice[] = [];

  /** A role belongs to a scenario: picking it first answers both. */
  function fillScene({ scene }: RoleChoice): void {
    if (assigneeScene.value === '') assigneeScene.write(scene);
    offerRoles();
  }

  function offerRoles(): void {
    const ofScene = (role: RoleChoice): boolean => role.scene === assigneeScene.value;
    assigneeRole.offer([...roles.filter(ofScene), ...roles.filter((role) => !ofScene(role))]);
  }

  function offer(offered: FormChoices): void {
    incidentType.offer(offered.types);
    currentCloudService.offer(offered.applications);
    region.offer(offered.regions);
    enterpriseProject.offer(offered.enterpriseProjects);
    incidentAssignee.offer(offered.owners);
    assigneeScene.offer(offered.scenes);
    creator.offer(offered.creators);
    roles = offered.roles;
    offerRoles();
  }

  function showChosenWay(): void {
    const person = assignTo.value !== 'schedule';
    incidentAssignee.element.hidden = !person;
    assigneeScene.element.hidden = person;
    assigneeRole.element.hidden = person;
  }

  offer(choices);
  for (const [name, field] of Object.entries(combos)) field.write(draft[name as keyof typeof combos]);
  offerRoles();
  showChosenWay();
  assignTo.element.addEventListener('change', showChosenWay);
  assigneeScene.element.addEventListener('input', offerRoles);
  assigneeScene.element.addEventListener('change', offerRoles);

  const element = el(
    'form',
    { class: 'fields', novalidate: '', autocomplete: 'off' },
    incidentTitle.element,
    incidentDescription.element,
    ...area.elements,
    incidentLevel.element,
    isServiceInterrupt.element,
    incidentType.element,
    incidentSource.element,
    currentCloudService.element,
    region.element,
    enterpriseProject.element,
    assignTo.element,
    incidentAssignee.element,
    assigneeScene.element,
    assigneeRole.element,
    creator.element,
    startTime.element,
  );
  element.addEventListener('submit', (event) => event.preventDefault());

  return {
    element,
    fields: { incidentTitle, incidentDescription, incidentLevel, incidentSource, ...combos, startTime },
    read: () => {
      const time = startTime.value;
      return {
        incidentTitle: incidentTitle.value,
        incidentDescription: incidentDescription.value,
        incidentLevel: incidentLevel.value ?? '',
        isServiceInterrupt: isServiceInterrupt.checked,
        incidentType: incidentType.value,
        incidentSource: incidentSource.value,
        currentCloudService: currentCloudService.value,
        region: region.value,
        enterpriseProject: enterpriseProject.value,
        assignTo: assignTo.value ?? 'person',
        incidentAssignee: incidentAssignee.value,
        assigneeScene: assigneeScene.value,
        assigneeRole: assigneeRole.value,
        creator: creator.value,
        ...(time !== undefined && { startTime: time }),
      };
    },
    offer,
    recompose: ({ fields, localStartTime: foundTime, sourceText, report: next }, before) => {
      incidentTitle.write(fields.incidentTitle);
      incidentDescription.write(fields.incidentDescription);
      if (fields.startTime !== before.startTime) startTime.write(fields.startTime);
      startTime.markLocal(foundTime);
      area.showSource(sourceText);
      report = next;
      area.show(next);
    },
    takeBack: () => {
      if (report !== undefined) area.show(report);
    },
  };
}
