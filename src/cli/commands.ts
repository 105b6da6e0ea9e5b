/** Every command, in the order in which `help` lists them. */
import type { Command } from './command.ts';
import { dbMigrate, dbStatus, dbStop, dbUrl } from './commands/database.ts';
import { decisionList, decisionUndo } from './commands/decision.ts';
import { evalLocating, evalRetrieval } from './commands/evaluate.ts';
import { evalMatching } from './commands/evaluate-matching.ts';
import { evalVocabulary } from './commands/evaluate-vocabulary.ts';
import { exportCommand } from './commands/export.ts';
import { harvest } from './commands/harvest.ts';
import { inquireCommand } from './commands/inquire.ts';
import { jobsList, jobsRun, jobsRunNow } from './commands/jobs.ts';
import { matchLater, matchList, matchNotSame, matchSame } from './commands/match.ts';
import { matchExplain } from './commands/match-explain.ts';
import { matchLearn } from './commands/match-learn.ts';
import { matchRebuild } from './commands/match-rebuild.ts';
import { objectionAdd, objectionList, objectionWithdraw } from './commands/objection.ts';
import {
  personAdd,
  personLink,
  personList,
  personOneFactor,
  personRemove,
  personRole,
  personSignOut,
} from './commands/person.ts';
import {
  projectChoose,
  projectEndorse,
  projectHide,
  projectSet,
  projectSplit,
  projectUnhide,
} from './commands/project.ts';
import { runApply, runList, runRefuse, runShow } from './commands/run.ts';
import { secretForget, secretRenew } from './commands/secret.ts';
import { serve } from './commands/serve.ts';
import { sourceCheck, sourceList } from './commands/source.ts';
import { sourceAdd, sourceSniff } from './commands/source-sniff.ts';
import { reindex, status } from './commands/status.ts';
import {
  suggestionAccept,
  suggestionLater,
  suggestionList,
  suggestionRefuse,
  suggestionUndo,
} from './commands/suggestion.ts';
import { thesaurusAdd, thesaurusList, thesaurusPreview, thesaurusRemove } from './commands/thesaurus.ts';
import { vocabularyPreview } from './commands/vocabulary.ts';
import type { CommandRooms } from './rooms.ts';

export const commands: readonly Command<CommandRooms>[] = [
  serve,
  sourceList,
  sourceCheck,
  sourceSniff,
  sourceAdd,
  harvest,
  runList,
  runShow,
  runApply,
  runRefuse,
  jobsRun,
  jobsList,
  jobsRunNow,
  inquireCommand,
  status,
  reindex,
  exportCommand,
  objectionAdd,
  objectionList,
  objectionWithdraw,
  matchList,
  suggestionList,
  suggestionAccept,
  suggestionRefuse,
  suggestionLater,
  suggestionUndo,
  thesaurusList,
  thesaurusAdd,
  thesaurusRemove,
  thesaurusPreview,
  vocabularyPreview,
  matchSame,
  matchNotSame,
  matchLater,
  decisionList,
  decisionUndo,
  projectSplit,
  projectChoose,
  projectSet,
  projectHide,
  projectUnhide,
  projectEndorse,
  matchExplain,
  matchLearn,
  matchRebuild,
  personList,
  personAdd,
  personRole,
  personLink,
  personSignOut,
  personOneFactor,
  personRemove,
  secretRenew,
  secretForget,
  evalLocating,
  evalRetrieval,
  evalMatching,
  evalVocabulary,
  dbStatus,
  dbMigrate,
  dbStop,
  dbUrl,
];
