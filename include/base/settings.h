/*
 * The settings, for code that main() does not call itself. Published once, before any other thread
 * starts; read-only afterwards, on any thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef SETTINGS_H
#define SETTINGS_H

struct config;

/* Makes `config` the settings; it is kept, not copied. */
void settings_publish(const struct config *config);

/* What was published; asking before that is a programmer's error. */
const struct config *settings(void);

#endif
