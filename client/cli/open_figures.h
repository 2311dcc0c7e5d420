#pragma once
// A trustee's part in the figures of the quarter that is over (docs/cli.md, "Trustees"), in one
// visit: fetches and checks every report, sends their part, and signs what comes out when it can.

#include <boost/json/object.hpp>

#include "client/cli/host.h"
#include "client/core/quarter_visit.h"

namespace sotto::client::cli {

// What was done, for --json, and what to exit with; the sentences are said on the way.
struct FiguresDone {
  boost::json::object value;
  Exit exit = Exit::kOk;
};
FiguresDone open_figures(Host& host, const PublicView& everybody, const TrusteeKeys& keys,
                         QuarterVisit visit);

// "the first quarter of 2026", or of a scheme that counts days "quarter 12".
std::string quarter_name(const protocol::Calendar& calendar, protocol::Epoch quarter);

}  // namespace sotto::client::cli
