#pragma once

#include "tests/bench/bench.hpp"

#include <filesystem>
#include <ostream>

namespace signboard {

void print_head(std::ostream& out);
void print_row(std::ostream& out, Figure const& figure);

/// False if the file cannot be written.
bool write_json(Figures const& figures, std::filesystem::path const& file);

}  // namespace signboard
