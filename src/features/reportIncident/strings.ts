/** Every text of the form in the display language, and what its combo boxes offer. */
import { l10n, type Uri } from 'vscode';
import { LEVEL_NAMES, SOURCE_NAMES } from '../../coc/enumerations.ts';
import type { Choices, NamedChoice } from '../../platform/choices.ts';
import { nameLanguage } from '../../platform/language.ts';
import type { Choice, FormChoices, FormStrings } from './protocol.ts';

export function formChoices(choices: Choices, scope: Uri | undefined): FormChoices {
  const list = (field: Parameters<Choices['list']>[0]): readonly NamedChoice[] => choices.list(field, scope);
  const schedules = choices.schedules(scope);
  return {
    types: list('incidentType'),
    applications: list('currentCloudService'),
    regions: list('region'),
    enterpriseProjects: list('enterpriseProject'),
    owners: list('incidentAssignee'),
    creators: list('creator'),
    scenes: uniqueById(schedules.map(({ scene, name }) => choice(scene, name))),
    roles: schedules.map(({ scene, role, name }) => ({ ...choice(role, name), scene })),
  };
}

function choice(id: string, name: string | undefined): Choice {
  return { id, ...(name !== undefined && { name }) };
}

function uniqueById(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.toReversed().map((entry) => [entry.id, entry])).values()].toReversed();
}

export function formStrings(): FormStrings {
  const language = nameLanguage();
  return {
    heading: l10n.t('Create Incident'),
    labels: {
      incidentTitle: l10n.t('Title'),
      incidentDescription: l10n.t('Description'),
      incidentLevel: l10n.t('Level'),
      isServiceInterrupt: l10n.t('Service interrupted'),
      incidentType: l10n.t('Type'),
      incidentSource: l10n.t('Source'),
      currentCloudService: l10n.t('Application'),
      region: l10n.t('Region'),
      enterpriseProject: l10n.t('Enterprise project'),
      assignTo: l10n.t('Assign to'),
      incidentAssignee: l10n.t('Owner'),
      assigneeScene: l10n.t('Scheduling scenario'),
      assigneeRole: l10n.t('Scheduling role'),
      creator: l10n.t('Creator'),
      startTime: l10n.t('Started at'),
    },
    person: l10n.t('Person'),
    schedule: l10n.t('Schedule'),
    levels: {
      level_10: {
        name: LEVEL_NAMES.level_10[language],
        meaning: l10n.t('Core service functions are unavailable, affecting all customers.'),
      },
      level_20: {
        name: LEVEL_NAMES.level_20[language],
        meaning: l10n.t('Core functions are affected, hitting core services of some customers.'),
      },
      level_30: {
        name: LEVEL_NAMES.level_30[language],
        meaning: l10n.t('An error in non-core functions affects services of some customers.'),
      },
      level_40: {
        name: LEVEL_NAMES.level_40[language],
        meaning: l10n.t('Non-core functions are faulty: higher latency, worse performance or experience.'),
      },
      level_50: {
        name: LEVEL_NAMES.level_50[language],
        meaning: l10n.t('A non-core exception: a question or a request.'),
      },
    },
    sources: {
      incident_source_manual: SOURCE_NAMES.incident_source_manual[language],
      incident_source_forwarding: SOURCE_NAMES.incident_source_forwarding[language],
      incident_source_alarm: SOURCE_NAMES.incident_source_alarm[language],
    },
    counter: '{0} / {1}',
    optional: l10n.t('optional'),
    missing: {
      incidentTitle: l10n.t('Enter a title.'),
      incidentDescription: l10n.t('Enter a description.'),
      incidentLevel: l10n.t('Choose a level.'),
      incidentType: l10n.t('Choose or enter a type.'),
      currentCloudService: l10n.t('Choose an application or enter its id.'),
      incidentAssignee: l10n.t('Choose a person or enter a user id.'),
      assigneeScene: l10n.t('Scheduling scenario and role go together: enter both.'),
      assigneeRole: l10n.t('Scheduling scenario and role go together: enter both.'),
      creator: l10n.t('Choose a person or enter a user id.'),
    },
    tooLong: l10n.t('At most {0} characters: {1} too many.', '{0}', '{1}'),
    invalidTime: l10n.t('This is not a complete date and time. Complete it or clear the field.'),
    hints: {
      isServiceInterrupt: l10n.t('Customers cannot use the service at the moment.'),
      currentCloudService: l10n.t('Names are offered, the id is sent.'),
      startTime: l10n.t('When the fault began, in your local time.'),
    },
    create: l10n.t('Create Incident'),
    creating: l10n.t('Creating the incident ticket...'),
    preview: l10n.t('Preview Request'),
    previewHeading: l10n.t('This is what will be sent'),
    previewNote: l10n.t('The sign-in is added to the header and is not shown.'),
    closePreview: l10n.t('Close Preview'),
    sourceHeading: l10n.t('Source text: {0}', '{0}'),
    redactions: l10n.t('Replaced secrets'),
    redactionsNote: l10n.t('These were taken out before anything was shown, stored or sent.'),
    redaction: l10n.t('{0} in line {1}', '{0}', '{1}'),
    undoneRedaction: l10n.t('{0} in line {1}, shown in this report', '{0}', '{1}'),
    unlistedRedactions: l10n.t('{0} more are not listed.', '{0}'),
    undo: l10n.t('Undo'),
    redo: l10n.t('Replace Again'),
    buttonName: l10n.t('{0}: {1}', '{0}', '{1}'),
    event: l10n.t('Event'),
    eventInLine: l10n.t('{0} (line {1})', '{0}', '{1}'),
    copyLeftOut: l10n.t('Copy What Was Left Out'),
    localTime: l10n.t('Taken from the text, which names no time zone: check whether it is your local time.'),
    recomposed: l10n.t('Title and description were written anew.'),
    problems: l10n.t('Fields to correct: {0}', '{0}'),
    choices: l10n.t('Choices'),
    noChoices: l10n.t('Nothing is offered here. What you type is sent as the id.'),
    sentAs: l10n.t('Sent as {0}', '{0}'),
    saveFailed: l10n.t('The draft could not be saved on this machine. Copy your text before you close the form.'),
    internalError: l10n.t('Something went wrong in the extension. Your text is kept; see the log for the reason.'),
  };
}
