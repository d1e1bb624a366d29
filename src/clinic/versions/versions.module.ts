import { Module } from '@nestjs/common';
import { ScopeVersions } from './scope-versions.js';

@Module({ providers: [ScopeVersions], exports: [ScopeVersions] })
export class VersionsModule {}
