import 'reflect-metadata';
import * as common from '@nestjs/common';
import * as core from '@nestjs/core';
import * as eventEmitter from '@nestjs/event-emitter';
import * as cache from 'nestjs-ai-cache';
import { checkApplication } from './application.cjs';

await checkApplication({ common, core, eventEmitter, cache });
