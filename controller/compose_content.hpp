#pragma once

#include "controller/bill.hpp"
#include "controller/compose.hpp"

namespace signboard {

/// What the configuration gives an area, made ready for one day. Nothing to show (a countdown that is over, a day
/// without a solar term) is no error: there are no scenes then.
/// Errors: those of the typesetter and of with_columns; content.not_loaded {file}; what is missing in columns or rows
/// of pixels: content.clock_too_small {columns, rows}, content.table_too_wide {columns}, content.table_too_low {rows},
/// content.row_too_tall {row, line, rows}; content.turn_too_long {hours}.
Result<Composed> compose(ContentAt const& content, Look const& look, Typesetter& typesetter);

}  // namespace signboard
