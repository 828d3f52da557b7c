/** The agent's configuration file. */
@NullMarked
package io.bedplate.agent.config;

import org.jspecify.annotations.NullMarked;
