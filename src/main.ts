/** The only file that knows everyone: reads the settings, builds the rooms, hands them over, runs what was asked. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '#cli/commands.ts';
import type { CommandRooms } from '#cli/rooms.ts';
import { runCommand } from '#cli/run-command.ts';
import { createScreen } from '#cli/screen.ts';
import { databaseStatus, stopDatabase } from '#db/commands.ts';
import { type OpenDatabase, openDatabase } from '#db/connect.ts';
import { migrate } from '#db/migrate.ts';
import { loadSources } from '#harvest/manifests.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { readSettings } from '#model/settings.ts';
import { type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { serve } from './serve.ts';
