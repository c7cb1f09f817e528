#include "controller/help/fault_numbers.hpp"

#include <algorithm>
#include <array>

namespace signboard {
namespace {

using Ids = std::string_view const[];

constexpr Ids gone{"line.no_device", "line.unplugged"};
constexpr Ids no_right_to_port{"line.port_denied", "line.port_closed"};
constexpr Ids port_busy{"line.port_busy"};
constexpr Ids wrong_port{"line.not_a_port", "line.port_setting", "line.plain_terminal"};
constexpr Ids stuck{"line.stuck"};
constexpr Ids unreachable{"line.unreachable"};
constexpr Ids unknown_host{"line.unknown_host"};
constexpr Ids nobody_listens{"line.refused"};
constexpr Ids wrong_source{"line.source"};
constexpr Ids packet_too_long{"line.packet_too_long"};
constexpr Ids no_right_to_line{"line.denied"};
constexpr Ids silent{"link.no_reply"};
constexpr Ids not_understood{"link.rejected", "link.reply_too_long", "line.deaf"};
constexpr Ids no_picture_file{"line.no_space", "line.no_folder", "picture.not_encoded"};
constexpr Ids reader_gone{"line.reader_gone"};
constexpr Ids line_broken{"line.broken"};
constexpr Ids program_error{"link.broken"};

constexpr Ids disk_full{"store.no_space"};
constexpr Ids disk_fails{"store.io", "store.unsure", "store.busy", "store.closed"};
constexpr Ids store_lost{"store.corrupt", "store.vanished"};
constexpr Ids store_shut{"store.cannot_open", "store.denied"};
constexpr Ids store_taken{"store.locked"};
constexpr Ids other_store{"store.foreign", "store.newer"};
constexpr Ids ledger{"store.ledger_changed", "store.ledger_cut", "store.ledger_head", "store.ledger_older"};
constexpr Ids unreadable{"store.unreadable"};
constexpr Ids too_much{"store.full", "store.too_long", "store.too_many_settings"};
constexpr Ids not_saved{"desk.not_saved"};
constexpr Ids not_latched{"blackout.not_latched"};

constexpr Ids before_build{"clock.before_build", "clock.before_record"};
constexpr Ids stepped{"clock.stepped"};

constexpr Ids id_taken{"desk.id_at_the_desk"};

constexpr std::array kinds{
    FaultKind{"F101", gone},
    FaultKind{"F102", no_right_to_port},
    FaultKind{"F103", port_busy},
    FaultKind{"F104", wrong_port},
    FaultKind{"F105", stuck},
    FaultKind{"F106", unreachable},
    FaultKind{"F107", unknown_host},
    FaultKind{"F108", nobody_listens},
    FaultKind{"F109", wrong_source},
    FaultKind{"F110", packet_too_long},
    FaultKind{"F111", no_right_to_line},
    FaultKind{"F112", silent},
    FaultKind{"F113", not_understood},
    FaultKind{"F114", no_picture_file},
    FaultKind{"F115", reader_gone},
    FaultKind{"F116", line_broken},
    FaultKind{"F117", program_error},

    FaultKind{"F201", disk_full},
    FaultKind{"F202", disk_fails},
    FaultKind{"F203", store_lost},
    FaultKind{"F204", store_shut},
    FaultKind{"F205", store_taken},
    FaultKind{"F206", other_store},
    FaultKind{"F207", ledger},
    FaultKind{"F208", unreadable},
    FaultKind{"F209", too_much},
    FaultKind{"F210", not_saved},
    FaultKind{"F211", not_latched},

    FaultKind{"F301", before_build},
    FaultKind{"F302", stepped},

    FaultKind{faulty_playlist, {}},
    FaultKind{faulty_table_or_picture, {}},
    FaultKind{faulty_configuration, {}},
    FaultKind{"F404", id_taken},

    FaultKind{other_fault, {}},
};

}  // namespace

std::span<FaultKind const> fault_kinds() { return kinds; }

std::string_view fault_number(std::string_view id) {
  auto const found = std::ranges::find_if(
      kinds, [id](FaultKind const& kind) { return std::ranges::find(kind.ids, id) != kind.ids.end(); });
  return found == kinds.end() ? std::string_view() : found->number;
}

}  // namespace signboard
