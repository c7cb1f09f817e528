#pragma once

#include "controller/store/ledger.hpp"

#include <filesystem>
#include <optional>

namespace signboard {

// The second place where the head of the ledger is kept: a small file beside the store, `NAME.head`. It is brought up
// to date at every start and stop and every thousand rows, so a store that was exchanged for an older one, or taken
// away, is noticed.

std::filesystem::path witness_of(std::filesystem::path const& store);

/// Nothing if there is none, or it cannot be read as one.
std::optional<LedgerHead> read_witness(std::filesystem::path const& store);

/// Writes it in one step and to the disk. A disk that cannot take it does not stop the store: the next change will say
/// what is wrong with the disk.
void write_witness(std::filesystem::path const& store, LedgerHead const& head) noexcept;

}  // namespace signboard
