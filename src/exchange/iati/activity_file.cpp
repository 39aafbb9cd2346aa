// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/activity_file.hpp"

#include <utility>

#include "exchange/iati/activity_writer.hpp"

namespace entente::exchange::iati {

ActivityFile::ActivityFile(Publisher publisher)
    : check_(SchemaFit::Of::activities), publisher_(std::move(publisher)) {}

std::string_view ActivityFile::head() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n";
}

std::string ActivityFile::tail() const {
  std::string tail = "</iati-activities>\n";
  if (unfit_ + others_ > 0)
    tail += "<!-- Left out: " + std::to_string(others_) + " that say too little for an activity of IATI, " +
            std::to_string(unfit_) + " that do not fit the schema. -->\n";
  return tail;
}

bool ActivityFile::take(const std::string& activity, std::uint64_t& left_out, std::string& out) {
  const bool fits = check_.fits(activity);
  ++(fits ? written_ : left_out);
  if (fits) out.append(activity).append("\n");
  return fits;
}

bool ActivityFile::add(const std::string& original, std::string& out) {
  return take(original, unfit_, out);
}

bool ActivityFile::add(const Born& born, std::string updated, std::string& out) {
  std::string text;
  write_activity(born, heading_of(born, std::move(updated), publisher_), text);
  text.pop_back();  // the element alone: what the schema is asked begins and ends with it
  return take(text, others_, out);
}

}  // namespace entente::exchange::iati
