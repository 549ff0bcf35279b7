/** Formats that are read whole. The more specific ones come first; of two that fit as well, the first is taken. */
import type { DocumentFormat } from '../records/format.js';
import { azureAlerts } from './documents/alerts-azure.js';
import { onCallShapes } from './documents/alerts-oncall.js';
import { prometheusAlertShapes } from './documents/alerts-prometheus.js';
import { chat } from './documents/chat.js';
import { chatText } from './documents/chat-text.js';
import { cloudMetricShapes } from './documents/cloud-metrics.js';
import { csvFormats } from './documents/csv.js';
import { deliveries } from './documents/deliveries.js';
import { har } from './documents/har.js';
import { jobShapes } from './documents/jobs.js';
import { jsonDocument } from './documents/json-document.js';
import { jsonArray, jsonOther, jsonStream } from './documents/json-list.js';
import { logInsights } from './documents/log-insights.js';
import { logText } from './documents/log-text.js';
import { loki } from './documents/loki.js';
import { mail } from './documents/mail.js';
import { markdown } from './documents/markdown.js';
import { metricShapes } from './documents/metrics.js';
import { n8nExecutions } from './documents/n8n.js';
import { definitionJson, licence, yamlDocument } from './documents/no-records.js';
import { otlpShapes } from './documents/otlp.js';
import { platformEventShapes } from './documents/platform-events.js';
import { prometheusQuery } from './documents/prometheus.js';
import { prometheusText } from './documents/prometheus-text.js';
import { kafkaLag } from './documents/queue-tables.js';
import { queues } from './documents/queues.js';
import { statuspage } from './documents/statuspage.js';
import { stepFunctionsHistory } from './documents/step-functions.js';
import { stripeEvents } from './documents/stripe-events.js';
import { testRunShapes } from './documents/test-runs.js';
import { tickets } from './documents/tickets.js';
import { traceShapes } from './documents/traces.js';
import { xml } from './documents/xml.js';

const shapes = [
  definitionJson,
  ...otlpShapes,
  ...traceShapes,
  har,
  loki,
  logInsights,
  prometheusQuery,
  ...metricShapes,
  ...cloudMetricShapes,
  ...prometheusAlertShapes,
  statuspage,
  chat,
  ...onCallShapes,
  azureAlerts,
  ...jobShapes,
  n8nExecutions,
  stepFunctionsHistory,
  ...testRunShapes,
  tickets,
  queues,
  stripeEvents,
  ...platformEventShapes,
  deliveries,
  logText,
  jsonArray,
];

export const documentFormats: readonly DocumentFormat[] = [
  ...shapes.map(jsonDocument),
  jsonStream,
  jsonOther,
  prometheusText,
  kafkaLag,
  xml,
  ...csvFormats,
  mail,
  markdown,
  chatText,
  licence,
  yamlDocument,
];
