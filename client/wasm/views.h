#pragma once
// What the page is told, as client/web/src/core/messages.ts has it.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "client/core/proposals.h"
#include "client/core/public_view.h"
#include "client/core/quarter_visit.h"
#include "client/core/record.h"
#include "client/core/sitting.h"
#include "client/wasm/json.h"

namespace sotto::client::wasm {

void write_everybody(Json& out, const PublicView& view, protocol::UnixTime now);
void write_visit(Json& out, const Sitting& sitting);
void write_peer(Json& out, const Visit& visit);  // a member of Visit
void write_figures(Json& out, const PublicView& view);
void write_quarter_done(Json& out, const QuarterDone& done, const PublicView& view);
void write_proposal(Json& out, const Seen& proposal);
void write_genesis(Json& out, const protocol::Genesis& genesis);
void write_finding(Json& out, const AuditFinding& finding, const protocol::Calendar& calendar);

// Members that several of these have.
using Fields = std::vector<std::pair<std::string, std::string>>;
void write_fields(Json& out, std::string_view name, const Fields& fields);
void write_words(Json& out, std::string_view name, std::span<const std::uint16_t> words);
void write_codes(Json& out, const CodedConcern& codes);

}  // namespace sotto::client::wasm
