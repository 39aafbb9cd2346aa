// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "exchange/format.hpp"
#include "exchange/iati/iati_format.hpp"
#include "exchange/json/json_format.hpp"

namespace entente::exchange {

const std::vector<const Format*>& formats() {
  static const iati::IatiFormat iati;
  static const json::JsonFormat json;
  static const std::vector<const Format*> all{&iati, &json};
  return all;
}

KeptForm kept_form(std::string_view format) {
  if (format.starts_with("iati-")) return {"application/xml; charset=utf-8", ".xml"};
  if (format.starts_with("entente-json-")) return {"application/json; charset=utf-8", ".json"};
  return {"application/octet-stream", ""};
}

const Format& recognise(std::string_view head, std::string_view file_name) {
  std::string names;
  for (const auto* format : formats()) {
    if (format->recognises(head)) return *format;
    names.append(names.empty() ? "" : ", ").append(format->name());
  }
  throw base::BadInput(std::string(file_name),
                       head.empty() ? "is empty" : "is of no format that this register reads",
                       "Send one of: " + names);
}

}  // namespace entente::exchange
