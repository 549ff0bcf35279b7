/** All files of tickets/, by their path below the output folder. */
import type { Review } from '../../model/review.js';
import { renderJiraCsv } from './jira-csv.js';
import { renderJiraBulk } from './jira-rest.js';
import { renderAzure, renderGithub, renderGitlabCsv, renderGitlabJson, renderLinear, renderTicketPages } from './trackers.js';

export function renderTickets(review: Pick<Review, 'tickets'>): [name: string, text: string][] {
  const files: [string, string][] = [
    ['jira.csv', renderJiraCsv(review)],
    ...renderJiraBulk(review),
    ['github.json', renderGithub(review)],
    ['gitlab.csv', renderGitlabCsv(review)],
    ['gitlab.json', renderGitlabJson(review)],
    ['linear.csv', renderLinear(review)],
    ['azure-devops.csv', renderAzure(review)],
    ...renderTicketPages(review),
  ];
  return files.map(([name, text]) => [`tickets/${name}`, text]);
}
