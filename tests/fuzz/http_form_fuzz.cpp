// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A form as a stranger sends it: the first line is its type, the rest its body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "http/multipart.hpp"

namespace http = entente::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto end = bytes.find('\n');
  http::Request request;
  request.method = "POST";
  request.headers = {{"content-type", std::string(bytes.substr(0, end))}};
  request.body = end == bytes.npos ? "" : bytes.substr(end + 1);
  if (const auto parts = http::parse_multipart(request)) {
    const auto* const begin = request.body.data();
    for (const auto& part : *parts) {
      if (part.content.data() < begin || part.content.end() > request.body.data() + request.body.size())
        std::abort();
      if (!entente::base::is_utf8(part.file_name)) std::abort();
    }
  }
  return 0;
}
