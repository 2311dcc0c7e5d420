#pragma once
// Days for people: UTC, as a calendar has them.

#include <string>

#include "crypto/protocol/calendar.h"

namespace sotto::client::wasm {

// YYYY-MM-DD; empty behind the year 9999.
std::string date_text(protocol::UnixTime time);

}  // namespace sotto::client::wasm
