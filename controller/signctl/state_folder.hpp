#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace signboard {

/// The folder in which signboardd keeps its state: `state`, or what the configuration says under the key `state`, from
/// its own folder. Neither given: /etc/signboard/signboard.toml if it is there. Only that one key is looked for: a
/// configuration with mistakes must not be in the way. Errors: cli.no_state, cli.no_state_key {file}, those of
/// read_text_file.
Result<std::filesystem::path> state_folder(std::string const& state, std::string const& config);

/// Asks the daemon of that folder to look at the mark of the blackout (SIGUSR1): its process id, or nothing if the one
/// written down in signboardd.pid is not a signboardd, or may not be told anything.
std::optional<pid_t> nudge_daemon(std::filesystem::path const& state);

/// Who runs this program, by the kernel's word: `unix:uid=1000`.
std::string user_name();

}  // namespace signboard
