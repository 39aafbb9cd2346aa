// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/gone_files.hpp"

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/writing.hpp"
#include "store/store.hpp"

namespace entente::registry {

namespace {

// Named states of the store: a register of a day that has passed passes them on as they are today.
constexpr std::string_view kAnyGone = "files taken out";

std::string name_of_gone(std::string_view hash) {
  return "file taken out " + std::string(hash);
}

bool is_hash(std::string_view hex) {
  constexpr std::size_t kDigits = 64;
  return hex.size() == kDigits && hex.find_first_not_of("0123456789abcdef") == hex.npos;
}

}  // namespace

GoneFiles::GoneFiles(const Register& reg) : reader_(reg.read()) {
  if (!any_gone(*reader_)) reader_.reset();
}

GoneFiles::~GoneFiles() = default;

std::optional<GoneFile> GoneFiles::find(std::string_view hash) const {
  return reader_ ? gone_file(*reader_, hash) : std::nullopt;
}

GoneByHash GoneFiles::among(const model::Delivery& delivery) const {
  GoneByHash all;
  if (reader_) add_gone(*reader_, delivery, all);
  return all;
}

bool any_gone(store::Reader& reader) {
  return reader.note(kAnyGone).has_value();
}

void add_gone(store::Reader& reader, const model::Delivery& delivery, GoneByHash& all) {
  for (const auto& piece : delivery.evidence)
    if (auto gone = gone_file(reader, piece.file)) all.emplace(piece.file, *std::move(gone));
}

std::optional<GoneFile> gone_file(store::Reader& reader, std::string_view hash) {
  const auto note = is_hash(hash) ? reader.note(name_of_gone(hash)) : std::nullopt;
  if (!note) return std::nullopt;
  const auto said = base::parse_json(*note, name_of_gone(hash));
  GoneFile gone;
  gone.removal = base::Uuid::parse(std::string_view(said.at("removal").as_string())).value();
  gone.file = hash;
  gone.size = said.at("size").to_number<std::int64_t>();
  gone.reason = said.at("reason").as_string();
  gone.at = base::parse_instant(std::string_view(said.at("at").as_string()));
  for (const auto& one : said.at("words").as_array())
    gone.words.add(std::string_view(one.at("language").as_string()),
                   std::string_view(one.at("text").as_string()));
  return gone;
}

void note_gone_file(store::UnitOfWork& unit, const GoneFile& gone) {
  boost::json::array words;
  for (const auto& narrative : gone.words.narratives)
    words.push_back({{"language", narrative.language}, {"text", narrative.value}});
  unit.set_note(name_of_gone(gone.file),
                base::canonical_json(boost::json::object{{"removal", gone.removal.str()},
                                                         {"size", gone.size},
                                                         {"reason", gone.reason},
                                                         {"at", base::to_string(gone.at)},
                                                         {"words", std::move(words)}}));
  unit.set_note(kAnyGone, "yes");
}

void require_not_gone(store::Reader& reader, std::string_view field, std::string_view hash) {
  if (const auto gone = gone_file(reader, hash))
    throw base::BadInput("field " + std::string(field),
                         "names a file that was taken out of this register on " +
                             base::to_string(gone->at).substr(0, 10) + " (" + gone->reason + ")",
                         "Send another file; /en/files/" + gone->file + " says more.");
}

}  // namespace entente::registry
