// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/head.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente::http {

namespace {

constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                      "PATCH", "DELETE", "OPTIONS"};
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHostCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
constexpr std::string_view kAddressCharacters = "0123456789abcdefABCDEF:.";

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == text.npos;
}

std::ptrdiff_t count(const Request& request, std::string_view name) {
  return std::ranges::count(request.headers, name, [](const auto& h) -> std::string_view { return h.first; });
}

/// How the body is delimited must have one meaning only.
std::optional<Refusal> check_framing(const Request& request, bool http_1_1) {
  const auto lengths = count(request, "content-length"), codings = count(request, "transfer-encoding");
  if (lengths > 0 && codings > 0)
    return Refusal{400, "Content-Length and Transfer-Encoding exclude each other."};
  if (lengths > 1) return Refusal{400, "Content-Length is there twice."};
  if (lengths == 1 && !consists_of(request.header("content-length"), kDigits))
    return Refusal{400, "Content-Length is not one number."};
  if (codings > 1) return Refusal{400, "Transfer-Encoding is there twice."};
  if (codings == 1) {
    if (!http_1_1) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding."};
    if (!same_ignoring_case(request.header("transfer-encoding"), "chunked"))
      return Refusal{501, "Of the transfer codings only chunked is known here."};
  }
  return std::nullopt;
}

std::optional<Refusal> check_host(const Request& request, bool http_1_1) {
  const auto hosts = count(request, "host");
  if (hosts == 0) return http_1_1 ? std::optional(Refusal{400, "The Host header is missing."}) : std::nullopt;
  if (hosts > 1) return Refusal{400, "The Host header is there twice."};
  if (!is_authority(request.header("host"))) return Refusal{400, "The Host header names no host."};
  return std::nullopt;
}

/// The target in absolute form ("http://host/path", RFC 9112 section 3.2.2) without scheme and host; nothing
/// where its host is another than that of the Host header.
std::optional<std::string_view> origin_form(const Request& request) {
  std::string_view target = request.target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto authority = target.substr(0, target.find_first_of("/?"));
    if (!same_ignoring_case(authority, request.header("host"))) return std::nullopt;
    target.remove_prefix(authority.size());
    return target.empty() ? "/" : target;
  }
  return target;
}

}  // namespace

bool is_folded(std::string_view lines) {
  lines = lines.substr(0, lines.find("\r\n\r\n"));
  return lines.find("\r\n ") != lines.npos || lines.find("\r\n\t") != lines.npos;
}

bool is_authority(std::string_view text) {
  std::string_view after;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos || !consists_of(text.substr(1, end - 1), kAddressCharacters)) return false;
    after = text.substr(end + 1);
  } else {
    const auto colon = text.find(':');
    if (!consists_of(text.substr(0, colon), kHostCharacters)) return false;
    after = colon == text.npos ? std::string_view{} : text.substr(colon);
  }
  return after.empty() ||
         (after.size() <= 6 && after.front() == ':' && consists_of(after.substr(1), kDigits));
}

std::optional<Refusal> read_head(Request& request, bool http_1_1, const ServerOptions& options) {
  if (request.target.size() > options.max_target) return Refusal{414, "The address is too long."};
  if (std::ranges::find(kMethods, std::string_view(request.method)) == kMethods.end())
    return Refusal{501, "This method is not known here."};
  if (auto refusal = check_framing(request, http_1_1)) return refusal;
  if (auto refusal = check_host(request, http_1_1)) return refusal;
  if (const auto expected = request.header("expect");
      !expected.empty() && !same_ignoring_case(expected, "100-continue"))
    return Refusal{417, "Only 100-continue can be expected."};

  const auto target = origin_form(request);
  if (!target) return Refusal{400, "The address and the Host header name different hosts."};
  const auto question = target->find('?');
  auto path = decode_path(target->substr(0, question));
  if (!path || target->find('#') != target->npos)
    return Refusal{400, "The path of the address cannot be read."};
  auto query = parse_query(question == target->npos ? std::string_view{} : target->substr(question + 1));
  if (!query) return Refusal{400, "The query of the address cannot be read."};
  request.path = std::move(*path);
  request.query = std::move(*query);
  return std::nullopt;
}

}  // namespace entente::http
