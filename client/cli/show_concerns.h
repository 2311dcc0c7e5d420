#pragma once
// Concerns on the screen and as JSON.

#include <boost/json/object.hpp>

#include "client/cli/terminal.h"
#include "client/core/record.h"
#include "client/core/visit.h"

namespace sotto::client::cli {

boost::json::object supporter_json(const Visit& visit);
void print_supporter(Terminal& terminal, const Visit& visit);
boost::json::object recipient_json(const Visit& visit);
void print_recipient(Terminal& terminal, const Visit& visit);
boost::json::object audit_json(const AuditFinding& found, const PublicView& everybody);
void print_audit(Terminal& terminal, const AuditFinding& found, const PublicView& everybody);

// Whom to call when somebody may come to harm: those of the guided steps, or of a scheme without
// them its signposts.
void print_telephones(Terminal& terminal, const protocol::Policy& policy);

}  // namespace sotto::client::cli
