// Prisma's client on the pg adapter, with the pool that it has by default; PGHOST and the like say which database.
// SPDX-License-Identifier: MIT
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

export const prisma = new PrismaClient({ adapter: new PrismaPg({}) });
