// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The target of a request, as a stranger sends it: path, query, route.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "http/head.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

namespace http = entente::http;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

const http::Router& router() {
  static const http::Router kRouter = [] {
    const auto echo = [](const http::Request&, const http::Captures& c) {
      return http::text(200, std::string(c["id"]), "text/plain");
    };
    http::Router r;
    r.add({{"GET", "/", "", echo},
           {"GET", "/{language}/partnerships", "", echo},
           {"GET", "/api/v1/partnerships/{id}", "", echo},
           {"POST", "/api/v1/partnerships/new", "", echo}});
    return r;
  }();
  return kRouter;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto query = http::parse_query(bytes))
    require(http::parse_query(http::write_query(*query)) == query);
  if (const auto path = http::decode_path(bytes)) {
    require(path->starts_with('/') && entente::base::is_utf8(*path));
    require(path->find('\0') == path->npos && path->find("/../") == path->npos);
  }
  http::Request request;
  request.method = "GET";
  request.target = bytes;
  request.headers = {{"host", "example.org"}};
  const http::ServerOptions options;
  if (!http::read_head(request, true, options)) {
    const int status = router().handle(request).status;
    require(status == 200 || status == 404 || status == 405);
  }
  http::is_authority(bytes);
  http::etag_matches(bytes, "\"a\"");
  return 0;
}
