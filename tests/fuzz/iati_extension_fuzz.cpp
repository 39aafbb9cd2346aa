// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as the extension in which an activity carries a record that was not read from IATI: it is read,
// or it is none. What is read is whole (its parts point at parties and promises it has, each has a name of
// its own), and once written it is read again, with as much in it.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "exchange/iati/characters.hpp"
#include "exchange/iati/extension.hpp"

namespace exchange = entente::exchange;
namespace iati = entente::exchange::iati;
namespace model = entente::model;

namespace {

void check_parts(const exchange::Bundle& bundle) {
  const auto known = static_cast<int>(bundle.organisations.size());
  std::set<std::string> origins;
  for (std::size_t i = 0; i < bundle.parts.size(); ++i) {
    const auto& part = bundle.parts[i];
    if (part.organisation >= known || part.giver >= known || part.receiver >= known) std::abort();
    if (part.commitment >= static_cast<int>(i)) std::abort();
    if (part.commitment >= 0 && !std::holds_alternative<model::Commitment>(
                                    bundle.parts[static_cast<std::size_t>(part.commitment)].record))
      std::abort();
    const auto origin = std::visit(
        [](const auto& record) -> std::string {
          if constexpr (requires { record.origin; }) return record.origin;
          return {};
        },
        part.record);
    if (origin.empty() || !origins.insert(std::string(model::type_of(part.record)) + origin).second)
      std::abort();
  }
  for (const auto& named : bundle.organisations)
    if (named.key.find('\t') == std::string::npos) std::abort();
  for (const auto& link : bundle.links)
    if (link.link >= bundle.partnership.links.size()) std::abort();
}

/// Whether a text, as the writer makes it, can be read: with as many parts, organisations and ties.
void check_again(const exchange::Bundle& bundle) {
  const iati::Born born{"0", bundle, {}};
  std::string written;
  iati::write_extension(born, "XX-REGISTER", written);
  pugi::xml_document document;
  if (!document.load_buffer(written.data(), written.size(), pugi::parse_default, pugi::encoding_utf8))
    std::abort();
  std::int64_t taken = 0;
  const auto again = iati::read_extension(document.document_element(), taken);
  if (!again || again->parts.size() != bundle.parts.size() || again->links.size() != bundle.links.size() ||
      again->organisations.size() != bundle.organisations.size() || taken <= 0)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // What is no text is refused before anything of the activity is read.
  if (iati::first_bad_byte(bytes)) return 0;
  pugi::xml_document document;
  if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8)) return 0;
  const auto root = document.document_element();
  auto record = iati::extension_of(root, {});
  if (!record) record = root;
  if (!record) return 0;
  std::int64_t taken = 0;
  const auto bundle = iati::read_extension(record, taken);
  if (!bundle) return 0;
  if (taken <= 0) std::abort();
  check_parts(*bundle);
  check_again(*bundle);
  return 0;
}
