// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/assets.hpp"

#include <string_view>

#include "base/hash.hpp"
#include "embedded/data.hpp"
#include "embedded/templates.hpp"
#include "embedded/web.hpp"
#include "http/reply.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kStyle = "web/style.css", kScript = "web/app.js";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kForADay = "public, max-age=86400";

/// The two rings of the masthead, in a blue that holds on light and dark tabs.
constexpr std::string_view kIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -6 38 38"><g fill="none" stroke="#3b6fc9" stroke-width="3">)"
    R"(<circle cx="13" cy="13" r="11"/><circle cx="25" cy="13" r="11"/></g>)"
    R"(<path fill="#3b6fc9" d="M19 3.2a11.5 11.5 0 0 1 0 19.6 11.5 11.5 0 0 1 0-19.6z"/></svg>)";

http::Handler fixed(std::string body, std::string type, std::string_view caching) {
  return
      [body = std::move(body), type = std::move(type), caching](const http::Request&, const http::Captures&) {
        auto response = http::text(200, body, type);
        response.set("Cache-Control", std::string(caching)).set("X-Content-Type-Options", "nosniff");
        return response;
      };
}

/// A file of the build in the smallest form that the browser takes: each was compressed when it was made.
http::Handler prepared(std::string_view file, std::string type) {
  return [file, type = std::move(type)](const http::Request& request, const http::Captures&) {
    const auto accepted = request.header("accept-encoding");
    std::string_view coding, ending;
    if (http::accepts_coding(accepted, "br"))
      coding = "br", ending = ".br";
    else if (http::accepts_coding(accepted, "gzip"))
      coding = "gzip", ending = ".gz";
    auto response = http::text(200, std::string(embedded::web(std::string(file).append(ending))), type);
    response.set("Cache-Control", std::string(kForEver)).set("X-Content-Type-Options", "nosniff");
    response.set("Vary", "Accept-Encoding");
    if (!coding.empty()) response.set("Content-Encoding", std::string(coding));
    return response;
  };
}

/// "/assets/NAME-HASH.ENDING"
std::string hashed_path(std::string_view name, std::string_view ending, std::string_view file) {
  return std::string("/assets/") + std::string(name) + '-' +
         base::hex(base::sha256(embedded::web(file))).substr(0, 8) + std::string(ending);
}

}  // namespace

const std::string& style_path() {
  static const auto path = hashed_path("style", ".css", kStyle);
  return path;
}

const std::string& script_path() {
  static const auto path = hashed_path("app", ".js", kScript);
  return path;
}

const std::string& build_stamp() {
  static const std::string stamp = [] {
    base::Sha256Stream all;
    for (const auto path : embedded::templates_paths()) all.add(embedded::templates(path));
    for (const auto path : embedded::data_paths()) all.add(embedded::data(path));
    all.add(embedded::web(kStyle));
    all.add(embedded::web(kScript));
    return base::hex(all.finish()).substr(0, 16);
  }();
  return stamp;
}

std::vector<http::Route> asset_routes() {
  return {
      {"GET", style_path(), "The style sheet; its address changes with its bytes.",
       prepared(kStyle, "text/css; charset=utf-8")},
      {"GET", script_path(), "The script that enhances pages; its address changes with its bytes.",
       prepared(kScript, "text/javascript; charset=utf-8")},
      {"GET", "/favicon.svg", "The mark of Entente.", fixed(std::string(kIcon), "image/svg+xml", kForADay)},
      {"GET", "/favicon.ico", "Nothing: the mark is an SVG, but browsers ask.",
       [](const http::Request&, const http::Captures&) {
         http::Response response;
         response.status = 204;
         response.set("Cache-Control", std::string(kForADay));
         return response;
       }},
  };
}

}  // namespace entente::pages
