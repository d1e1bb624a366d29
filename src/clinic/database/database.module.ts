import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CLINIC_CONFIG, type ClinicConfig } from '../config/clinic.config.js';
import { DATABASE, DATABASE_CONNECTION, type DatabaseConnection } from './database.types.js';
import { MIGRATIONS } from './migrations/index.js';
import { migrate } from './migrator.js';
import { openPglite } from './pglite.connection.js';
import { openPostgres } from './postgres.connection.js';

/** Opens and migrates the database before anything is injected with it, closes it last. */
@Global()
@Module({
  providers: [
    {
      provide: DATABASE_CONNECTION,
      inject: [CLINIC_CONFIG],
      useFactory: async ({ database }: ClinicConfig): Promise<DatabaseConnection> => {
        const connection =
          database.kind === 'pglite' ? await openPglite(database.folder) : await openPostgres(database.url);
        try {
          await migrate(connection.db, MIGRATIONS);
        } catch (error) {
          await connection.close();
          throw error;
        }
        return connection;
      },
    },
    { provide: DATABASE, inject: [DATABASE_CONNECTION], useFactory: ({ db }: DatabaseConnection) => db },
  ],
  exports: [DATABASE, DATABASE_CONNECTION],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE_CONNECTION) private readonly connection: DatabaseConnection) {}

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}
