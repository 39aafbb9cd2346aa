// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/own_record.hpp"

#include <algorithm>

#include "exchange/faults.hpp"
#include "exchange/iati/activity.hpp"
#include "exchange/iati/activity_writer.hpp"
#include "exchange/iati/element.hpp"
#include "exchange/iati/record_merge.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

namespace {

bool says_the_same(const NamedRecord& a, const NamedRecord& b) {
  return a.record == b.record && a.organisation == b.organisation && a.giver == b.giver &&
         a.receiver == b.receiver && a.commitment == b.commitment;
}

/// Whether two activities say the same of all that is modelled.
bool says_the_same(const Bundle& a, const Bundle& b) {
  const auto same_body = [](const NamedOrganisation& x, const NamedOrganisation& y) {
    return x.key == y.key && x.organisation == y.organisation;
  };
  return a.partnership == b.partnership && std::ranges::equal(a.organisations, b.organisations, same_body) &&
         std::ranges::equal(a.parts, b.parts,
                            [](const NamedRecord& x, const NamedRecord& y) { return says_the_same(x, y); });
}

/// Who published it, where its register was known by an identifier.
Publisher publisher_of(const Element& activity, const pugi::xml_node& extension) {
  Publisher publisher{.identifier = extension.attribute("publisher").value(), .name = {}, .type = {}};
  if (publisher.identifier.empty()) return publisher;
  activity.each([&](const Element& child) {
    if (child.name() != "reporting-org" || !publisher.type.empty()) return;
    publisher.type = model::organisation_type_of_iati(child.attribute("type"));
    child.each([&](const Element& narrative) {
      if (narrative.name() == "narrative" && publisher.name.empty()) publisher.name = narrative.text();
    });
  });
  return publisher;
}

}  // namespace

std::optional<Bundle> own_record(const Element& activity, const Bundle& read, std::int64_t& taken) {
  const auto& reading = activity.reading();
  const auto extension = extension_of(reading.activity, reading.root.namespaces);
  if (!extension) return std::nullopt;
  std::int64_t own_taken = 0;
  auto own = read_extension(extension, own_taken);
  if (!own || !first_fault(*own).empty()) return std::nullopt;
  Born born{extension.attribute("id").value(), std::move(*own), {}};
  std::string text;
  write_activity(born,
                 {read.key_value, std::string(activity.attribute("last-updated-datetime")),
                  publisher_of(activity, extension)},
                 text);
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8))
    return std::nullopt;
  const Root root;
  Reading again(root);
  again.activity = document.document_element();
  Bundle said;
  read_elements(Element(again.activity, again), said);
  if (!says_the_same(read, said)) {
    taken = std::min(activity.count(), reading.taken + own_taken);
    return merged(std::move(born.bundle), said, read);
  }
  // Whatever the record makes the writer write is modelled; what stands beside it is not.
  taken = std::min(activity.count(), Element(again.activity, again).count());
  return std::move(born.bundle);
}

}  // namespace entente::exchange::iati
