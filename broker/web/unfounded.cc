#include "broker/web/unfounded.h"

#include "broker/web/headers.h"

namespace sotto::broker::web {

void Unfounded::handle(http::Request, std::function<void(http::Response)> done) {
  done({503, "text/plain; charset=utf-8", headers(Kind::kOther, Keep::kNever),
        to_bytes(as_bytes(kNotFounded))});
}

}  // namespace sotto::broker::web
