#pragma once

#include "controller/bill.hpp"
#include "controller/config.hpp"

namespace signboard {

/// How a screen looks as far as scenes depend on it.
Look look_of(Screen const& screen);
Venue venue_of(Screen const& screen, Config const& config);

/// The tables and pictures that the layouts of the screens name; a file that cannot be read is told of and left out.
Reading<Properties> load_properties(Config const& config);

/// Their files, to be watched for changes.
std::vector<std::filesystem::path> property_files(Config const& config);

}  // namespace signboard
