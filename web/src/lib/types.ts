// The JSON of the interface, as `hearsay … --format json` prints it.

export type Span = [number, number];
export type Standing =
  | 'contested' | 'failed' | 'revised' | 'retracted' | 'pending'
  | 'met' | 'moot' | 'unanswered' | 'corroborated' | 'single-origin';
export type Grade = 'confirmed' | 'fair' | 'weak' | 'contested' | 'discounted';

export interface When {
  from: string | null;
  to: string | null;
  stretch?: 'throughout' | 'within';
  basis: string;
}
export interface Link {
  role: string;
  name: string | null;
}
export interface Actor {
  id: string;
  name: string;
  kind: string;
}
export interface Place {
  span: Span;
  name: string;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  kind: string;
  parents?: string[];
  role: string;
  precision: string;
  resolved: boolean;
  why?: string;
}
export interface Quantity {
  span: Span;
  value: string;
  change: string;
  low: number | null;
  high: number | null;
  unit: string | null;
  of: string | null;
  measure: string;
}
export interface Interval {
  low: number | null;
  high: number | null;
}
export type Answer =
  | { type: 'polar'; value: boolean }
  | { type: 'status'; value: string }
  | { type: 'interval'; value: Interval }
  | { type: 'actor'; value: Actor }
  | { type: 'unconfirmed' };

export interface Claim {
  id: string;
  document: string;
  span: Span;
  passage: string;
  source: { spans: Span[]; text: string; actor: Actor | null; affiliations: string[]; named: boolean } | null;
  chain: Link[];
  channel: { text: string; spans: Span[] } | null;
  cue: { spans: Span[]; text: string; lemma: string } | null;
  content: { spans: Span[]; text: string };
  quotation: string;
  stance: string;
  certainty: string;
  polarity: string;
  publisher_voice: boolean;
  nested: boolean;
  score: number | null;
  claimed_time: When | null;
  valid_time: When | null;
  places: Place[];
  quantities: Quantity[];
  about: Actor[];
  question: string | null;
  answer: Answer | null;
  rules: string[];
  notes: string[];
}
export interface Cited extends Claim {
  name: string;
  publisher: string | null;
  title: string | null;
  url: string | null;
  published: string | null;
  recorded: string;
  points?: Point[];
}
export interface Point {
  lat: number;
  lon: number;
  radius_km: number;
  name: string;
}
export interface Frame {
  known_at: string;
  about: { from: string | null; to: string | null } | null;
  documents: number;
}
export interface Listed extends Frame {
  total: number | null;
  next?: string | null;
}
export interface Row {
  id: string;
  text: string;
  days: [string, string] | null;
  kind: string;
  standing: Standing;
  grade: Grade;
  answers: number;
  origins: number;
  low: number | null;
  best: number | null;
  high: number | null;
  changed: string;
}
export interface Board extends Listed {
  questions: Row[];
}
export type Given = { claim: string; source: string | null } & Answer;
export interface Reason {
  tie: string;
  a: string;
  b: string;
  rule: string;
  text: string;
}
export interface Voice {
  origin: string;
  claims: string[];
  because: string[];
  counts: boolean;
}
export interface Near {
  id: string;
  text: string;
  score: number;
  because: string;
}
export interface Question extends Frame {
  id: string;
  text: string;
  kind: string;
  standing: Standing;
  grade: Grade;
  days?: { from: string | null; to: string | null } | null;
  due?: string;
  range?: { low: number; best: number; high: number; by: string[] };
  answers: Given[];
  why: Reason[];
  notes?: string[];
  origins: number;
  claims: Cited[];
  voices: Voice[];
  near: Near[];
}
export interface DocumentRow {
  document: string;
  name: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
  recorded: string;
  claims: number;
}
export interface Became {
  question: string;
  text: string;
  answer: Answer;
  standing: Standing;
}
export interface Judged {
  entry: number;
  kind: string;
  subject: string;
  author: string;
  reason: string;
  recorded: string;
  undone_by: number | null;
  judgement: Record<string, unknown>;
}
export interface Document extends Frame {
  document: string;
  name: string;
  sha256: string;
  title: string | null;
  byline: string | null;
  publisher: string | null;
  url: string | null;
  published: { at: string; basis: string } | null;
  modified: { at: string; basis: string } | null;
  language: string | null;
  notes: string[];
  recorded: string;
  versions: { document: string; recorded: string; replaced: string | null }[];
  replaces: string | null;
  replaced_by: string | null;
  copies: (DocumentRow & { because: string })[];
  text: string;
  passages: { span: Span; role: string }[];
  claims: Claim[];
  outcomes: ({ claim: string } & Became)[];
  judgements: Judged[];
}
export interface Stood {
  entry: number;
  recorded: string;
  until: string | null;
  standing: Standing;
  grade: Grade;
  answers: number;
  origins: number;
  low: number | null;
  best: number | null;
  high: number | null;
}
export interface History extends Frame {
  id: string;
  text: string;
  history: Stood[];
  judgements: Judged[];
}
export interface Pinned extends Cited {
  answers: { question: string; text: string; kind: string; standing: Standing } | null;
}
export interface Said {
  claim: Cited;
  became: Became | null;
}
export interface SourcePage extends Listed {
  names: string[];
  record: Record<string, number>;
  said: Said[];
}
export interface Hit {
  claim: string | null;
  document: string;
  name: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  source: string | null;
  text: string;
}
export interface Hits extends Listed {
  words: string;
  hits: Hit[];
}
