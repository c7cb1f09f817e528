#pragma once

#include "controller/messages.hpp"

#include <CLI/App.hpp>

namespace signboard {

/// What the reader of a command line says of itself, in the language of the locale: its help and what it refuses. For
/// a program that has neither options nor subcommands yet; what is added afterwards takes it over.
void speak(CLI::App& app, Language language);

}  // namespace signboard
