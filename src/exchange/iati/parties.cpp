// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/parties.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>

#include "base/hash.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/codes.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string fold(std::string_view name) {
  std::string out;
  if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    out = name;
    std::ranges::transform(out, out.begin(), lower);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(status))
    folder->normalizeUTF8(0, icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())), sink,
                          nullptr, status);
  return U_SUCCESS(status) ? out : std::string(name);
}

std::string reference_key(std::string_view reference) {
  std::string key = "iati-org\t" + std::string(reference);
  std::transform(key.begin() + 9, key.end(), key.begin() + 9, upper);
  return key;
}

/// Some publishers paste a whole history where a name belongs: such a one is known by its hash.
std::string name_key(std::string_view name) {
  auto folded = folded_name(name);
  if (folded.size() > 1'000) folded = "sha256 " + base::hex(base::sha256(folded));
  return "name\t" + folded;
}

}  // namespace

std::string folded_name(std::string_view name) {
  const std::string wide = fold(name);
  std::string out;
  for (const char c : trimmed(wide)) {
    if (!is_space(c))
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string named_body(const Element& element) {
  element.take();
  const auto name = element.narratives();
  constexpr std::size_t kLongest = 2'000;  // the model's
  return std::string(base::clip_utf8(name.empty() ? element.attribute("ref") : name.str("en"), kLongest));
}

std::string key_of(const model::Organisation& organisation) {
  for (const auto& id : organisation.identifiers)
    if (id.scheme == model::kIatiOrganisation || id.scheme == model::kOrgId) return reference_key(id.value);
  return name_key(organisation.name.narratives.empty() ? std::string_view()
                                                       : organisation.name.narratives.front().value);
}

int Parties::place_of(const Element& element) {
  const auto ref = element.attribute("ref");
  std::string first;
  auto name = element.narratives(&first);
  if (ref.empty() && name.empty()) return -1;
  element.take();

  std::string key = ref.empty() ? name_key(first) : reference_key(ref);
  const auto type = model::organisation_type_of_iati(element.attribute("type"));
  const auto [at, is_new] =
      places_.try_emplace(std::move(key), static_cast<int>(bundle_.organisations.size()));
  if (is_new) {
    NamedOrganisation named;
    named.key = at->first;
    auto& organisation = named.organisation;
    only_reference_.push_back(name.empty());
    organisation.name = name.empty() ? base::Text("", ref) : std::move(name);
    organisation.type = type;
    if (!ref.empty())
      organisation.identifiers.push_back({std::string(model::kIatiOrganisation), std::string(ref)});
    organisation.sources.push_back(element.reading().source);
    bundle_.organisations.push_back(std::move(named));
    return at->second;
  }
  const auto place = static_cast<std::size_t>(at->second);
  auto& known = bundle_.organisations[place].organisation;
  if (only_reference_[place] && !name.empty()) {
    known.name = std::move(name);
    only_reference_[place] = false;
  } else {
    for (const auto& n : name.narratives)
      if (std::ranges::find(known.name.narratives, n.language, &base::Narrative::language) ==
          known.name.narratives.end())
        known.name.add(n.language, n.value);
  }
  if (known.type == "unknown") known.type = type;
  return at->second;
}

void Parties::reporting_org(const Element& element) {
  reporter_ = place_of(element);
  const auto secondary = element.attribute("secondary-reporter");
  secondary_ = secondary == "1" || secondary == "true";
  if (reporter_ < 0) return;
  auto& reporter = bundle_.organisations[static_cast<std::size_t>(reporter_)].organisation;
  auto& source = element.reading().source;
  source.stated_by = reporter.name.str("en");
  reporter.sources = {source};
}

void Parties::participating_org(const Element& element) {
  const auto role = ours(kRole, element.attribute("role"));
  if (role.empty()) return;
  const auto before = element.reading().taken;
  const int place = place_of(element);
  if (place < 0) return;
  constexpr std::size_t kLongestChannel = 40;
  auto activity = element.short_attribute("activity-id");
  auto channel = element.short_attribute("crs-channel-code", kLongestChannel);
  if (auto* part = participate(place, role, "participating-org/", element.reading())) {
    part->activity = std::move(activity);
    part->channel = std::move(channel);
  } else if (!activity.empty() || !channel.empty()) {
    // One body takes part once in a role: a further activity or channel of it stands in the original alone.
    element.reading().taken = before;
  }
}

model::Participation* Parties::participate(int organisation, std::string_view role, std::string_view element,
                                           const Reading& reading) {
  auto origin = std::string(element) + key(organisation) + "/" + std::string(role);
  if (!origins_.insert(origin).second) return nullptr;
  partaking_.insert(key(organisation));
  model::Participation participation;
  participation.role = role;
  participation.named_by = reading.source.stated_by;
  participation.origin = std::move(origin);
  participation.sources.push_back(reading.source);
  NamedRecord part;
  part.organisation = organisation;
  part.record = std::move(participation);
  bundle_.parts.push_back(std::move(part));
  return std::get_if<model::Participation>(&bundle_.parts.back().record);
}

bool Parties::takes_part(int organisation) const {
  if (partaking_.contains(key(organisation))) return true;
  // It may be named as a party without its reference.
  const auto& name = bundle_.organisations[static_cast<std::size_t>(organisation)].organisation.name;
  return std::ranges::any_of(name.narratives,
                             [&](const auto& n) { return partaking_.contains(name_key(n.value)); });
}

void Parties::finish(Reading& reading) {
  if (reporter_ >= 0 && !secondary_ && !takes_part(reporter_))
    participate(reporter_, "lead", "reporting-org/", reading);
}

}  // namespace entente::exchange::iati
