// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/activity_piece.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "exchange/faults.hpp"
#include "exchange/iati/activity.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/element.hpp"
#include "exchange/iati/own_record.hpp"
#include "exchange/iati/piece_document.hpp"
#include "model/identifier.hpp"

namespace entente::exchange::iati {

namespace {

/// The number of these rules of reading. It goes up when more is made of an activity, or something else: a
/// file that was imported before is then read anew when it comes again.
constexpr std::int64_t kReader = 1;

}  // namespace

Refusal refuse(const Piece& piece, std::size_t offset, std::string_view identifier, const std::string& cause,
               const std::string& next) {
  const auto [line, column] = position_in(piece, offset);
  const std::string thing =
      (piece.organisation ? "organisation " : "activity ") +
      (identifier.empty() ? std::to_string(piece.number) + " of the file" : std::string(identifier));
  return {piece.number,      line, column, std::string(identifier), base::BadInput(thing, cause, next).what(),
          piece.organisation};
}

std::string standing_alone(std::string_view activity, const Root& root) {
  const auto tag = activity.substr(0, activity.find('>'));
  const auto name_end = std::min(tag.find_first_of(" \t\r\n/"), tag.size());
  std::string declarations;
  for (const auto& [name, value] : root.namespaces) {
    bool declared = false;
    auto rest = tag.substr(name_end);
    while (const auto attribute = next_attribute(rest)) declared = declared || attribute->first == name;
    // "xmlns:p" matters where "p:" begins a name; to find it in a text as well does no harm.
    const bool used = name == "xmlns" || activity.find(name.substr(6) + ":") != std::string_view::npos;
    const char quote = value.find('"') == std::string::npos ? '"' : '\'';
    if (used && !declared) declarations.append(" ").append(name) += std::string("=") + quote + value + quote;
  }
  std::string alone(activity);
  return alone.insert(name_end, declarations);
}

std::variant<Bundle, Refusal> read_activity(const Piece& piece, const Root& root) {
  pugi::xml_document document;
  if (auto refusal = parse(piece, document)) return std::move(*refusal);
  auto reading = reading_of(document, root);
  const Element activity(reading.activity, reading);

  Bundle bundle;
  read_elements(activity, bundle);
  bundle.key_scheme = model::kIatiActivity;
  if (bundle.key_value.empty())
    return refuse(piece, 0, {}, "has no <iati-identifier>, by which it could be found again",
                  "Give it one at its source and send it again");
  std::int64_t own_taken = 0;
  if (auto own = own_record(activity, bundle, own_taken)) {
    bundle = std::move(*own);
    reading.taken = own_taken;
  }
  bundle.original = standing_alone(piece.bytes, root);
  bundle.partnership.kept = model::Kept{std::string(kKeptAs), base::hex(base::sha256(bundle.original)),
                                        activity.count() - reading.taken, kReader};
  if (const auto fault = first_fault(bundle); !fault.empty())
    return refuse(piece, 0, bundle.key_value, "does not fit the register: its " + fault,
                  "Correct it at its source and send it again");
  return bundle;
}

}  // namespace entente::exchange::iati
