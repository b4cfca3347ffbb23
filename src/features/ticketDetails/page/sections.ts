/** The parts of the page below its buttons, each from its piece of the view. */

import { button, el, facts } from '../../../shared/page/dom.ts';
import type {
  DetailsBadge,
  DetailsEvent,
  DetailsFailure,
  DetailsField,
  DetailsStrings,
  DetailsView,
} from '../protocol.ts';

/** Name the regions of the page. */
export const HEADING_IDS = {
  status: 'status-heading',
  fields: 'fields-heading',
  description: 'description-heading',
  history: 'history-heading',
} as const;

export function headNodes({
  title,
  incidentNum,
  badges,
}: Pick<DetailsView, 'title' | 'incidentNum' | 'badges'>): Node[] {
  return [
    el('h1', {}, title),
    el('p', { class: 'meta' }, el('span', { class: 'number' }, incidentNum), ...badges.map(badge)),
  ];
}

/** Why the page may not be the whole truth. */
export function noticeNodes({ failure, otherSite }: Pick<DetailsView, 'failure' | 'otherSite'>): Node[] {
  return [
    ...(otherSite === undefined ? [] : [el('div', { class: 'notice info' }, el('p', {}, otherSite))]),
    ...(failure === undefined ? [] : [failureNotice(failure)]),
  ];
}

export function statusNodes(
  { steps, statusNote }: Pick<DetailsView, 'steps' | 'statusNote'>,
  { statusHeading, stepStates }: DetailsStrings,
): Node[] {
  if (steps.length === 0 && statusNote === undefined) return [];
  const items = steps.map(({ label, state }) =>
    el(
      'li',
      { class: state, 'aria-current': state === 'current' ? 'step' : undefined },
      el('span', { class: 'marker', 'aria-hidden': 'true' }),
      el('span', { class: 'label' }, label),
      el('span', { class: 'spoken' }, stepStates[state]),
    ),
  );
  return [
    el('h2', { id: HEADING_IDS.status }, statusHeading),
    ...(items.length === 0 ? [] : [el('ol', { class: 'steps' }, ...items)]),
    ...(statusNote === undefined ? [] : [el('p', { class: `notice ${statusNote.severity}` }, statusNote.text)]),
  ];
}

export function fieldNodes(fields: readonly DetailsField[], { detailsHeading }: DetailsStrings): Node[] {
  return [el('h2', { id: HEADING_IDS.fields }, detailsHeading), el('dl', {}, ...fields.map(field))];
}

export function descriptionNodes(
  { description, references }: Pick<DetailsView, 'description' | 'references'>,
  { descriptionHeading, noDescription }: DetailsStrings,
  open: (index: number) => void,
): Node[] {
  const heading = el('h2', { id: HEADING_IDS.description }, descriptionHeading);
  if (description === undefined) return [heading, el('p', { class: 'empty' }, noDescription)];
  const pieces: (Node | string)[] = [];
  let from = 0;
  references.forEach(({ start, end }, index) => {
    pieces.push(
      description.slice(from, start),
      button('reference', description.slice(start, end), () => open(index)),
    );
    from = end;
  });
  pieces.push(description.slice(from));
  return [heading, el('pre', {}, ...pieces)];
}

export function historyNodes(history: DetailsView['history'], { historyHeading }: DetailsStrings): Node[] {
  if (history === undefined) return [];
  const { events, note } = history;
  return [
    el('h2', { id: HEADING_IDS.history }, historyHeading),
    ...optional('p', 'empty', note),
    ...(events.length === 0 ? [] : [el('ol', { class: 'history' }, ...events.map(event))]),
  ];
}

function event({ what, status, who, time, ago, comment }: DetailsEvent): Node {
  return el(
    'li',
    {},
    el('p', {}, ...optional('strong', 'what', what), ...optional('span', 'badge', status)),
    el('p', { class: 'note' }, ...[who, time, ago].flatMap((text) => optional('span', 'piece', text))),
    ...optional('p', 'comment', comment),
  );
}

function optional(tag: 'p' | 'span' | 'strong', className: string, text: string | undefined): Node[] {
  return text === undefined ? [] : [el(tag, { class: className }, text)];
}

function badge({ text, tone }: DetailsBadge): Node {
  return el('span', { class: `badge ${tone}` }, text);
}

function failureNotice({ title, text, details }: DetailsFailure): Node {
  return el(
    'div',
    { class: 'notice warning', role: 'alert' },
    el('strong', {}, title),
    el('p', {}, text),
    ...facts(details),
  );
}

function field({ label, value, note }: DetailsField): Node {
  const notes = note === undefined ? [] : [el('span', { class: 'note' }, note)];
  return el('div', { class: 'field' }, el('dt', {}, label), el('dd', {}, el('span', {}, value), ...notes));
}
