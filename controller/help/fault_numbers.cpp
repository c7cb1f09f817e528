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
    NumberedFault{"F101", gone},
    NumberedFault{"F102", no_right_to_port},
    NumberedFault{"F103", port_busy},
    NumberedFault{"F104", wrong_port},
    NumberedFault{"F105", stuck},
    NumberedFault{"F106", unreachable},
    NumberedFault{"F107", unknown_host},
    NumberedFault{"F108", nobody_listens},
    NumberedFault{"F109", wrong_source},
    NumberedFault{"F110", packet_too_long},
    NumberedFault{"F111", no_right_to_line},
    NumberedFault{"F112", silent},
    NumberedFault{"F113", not_understood},
    NumberedFault{"F114", no_picture_file},
    NumberedFault{"F115", reader_gone},
    NumberedFault{"F116", line_broken},
    NumberedFault{"F117", program_error},

    NumberedFault{"F201", disk_full},
    NumberedFault{"F202", disk_fails},
    NumberedFault{"F203", store_lost},
    NumberedFault{"F204", store_shut},
    NumberedFault{"F205", store_taken},
    NumberedFault{"F206", other_store},
    NumberedFault{"F207", ledger},
    NumberedFault{"F208", unreadable},
    NumberedFault{"F209", too_much},
    NumberedFault{"F210", not_saved},
    NumberedFault{"F211", not_latched},

    NumberedFault{"F301", before_build},
    NumberedFault{"F302", stepped},

    NumberedFault{faulty_playlist, {}},
    NumberedFault{faulty_table_or_picture, {}},
    NumberedFault{faulty_configuration, {}},
    NumberedFault{"F404", id_taken},

    NumberedFault{other_fault, {}},
};

}  // namespace

std::span<NumberedFault const> numbered_faults() { return kinds; }

std::string_view fault_number(std::string_view id) {
  auto const found = std::ranges::find_if(
      kinds, [id](NumberedFault const& kind) { return std::ranges::find(kind.ids, id) != kind.ids.end(); });
  return found == kinds.end() ? std::string_view() : found->number;
}

}  // namespace signboard
