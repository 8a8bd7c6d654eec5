/** The command line: one file a command. */
import { Command } from 'commander'
import { ENGINE_VERSION } from '../server/engine.ts'
import { customersCommand } from './customers.ts'
import { decisionsCommand } from './decisions.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { evaluateCommand } from './evaluate.ts'
import { exportCommand } from './export.ts'
import { importCommand, validateCommand } from './import.ts'
import { keysCommand } from './keys.ts'
import { modelsCommand } from './models.ts'
import { shopsCommand } from './shops.ts'
import { startCommand } from './start.ts'
import { trainCommand } from './train.ts'

export const createProgram = (): Command =>
  new Command('aisle')
    .description('Personalization and recommendations for shops. Settings: docs/settings.md.')
    .version(ENGINE_VERSION)
    .addCommand(startCommand())
    .addCommand(demoCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(validateCommand())
    .addCommand(trainCommand())
    .addCommand(evaluateCommand())
    .addCommand(modelsCommand())
    .addCommand(customersCommand())
    .addCommand(decisionsCommand())
    .addCommand(doctorCommand())
    .addCommand(keysCommand())
    .addCommand(shopsCommand())
