// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/lists.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/error.hpp"
#include "screening/country_names.hpp"
#include "screening/date_spans.hpp"
#include "screening/name_parts.hpp"

using namespace entente;
using namespace entente::screening;

namespace {

List own_list(const std::string& rows) {
  const auto text = "id,name,notes\n" + rows;
  return read_list(std::vector<ListFile>{{"own.csv", text}}).list;
}

std::string fault_of(const std::vector<ListFile>& files, std::string_view format = {},
                     std::string_view dataset = {}) {
  try {
    read_list(files, format, dataset);
  } catch (const base::BadInput& fault) {
    return fault.what();
  }
  return "";
}

std::vector<std::string> texts_of(std::string_view field, Kind kind) {
  std::vector<std::string> all;
  for (const auto& name : name_parts(field, kind).names)
    all.push_back(name.text + (name.original_script ? " [own]" : "") + (name.weak ? " [weak]" : ""));
  return all;
}

}  // namespace

TEST(Lists, AChangeIsAChangedHash) {
  const auto before = own_list("1,One,a\n2,Two,b\n3,Three,c\n");
  const auto after = own_list("4,Four,\n3,Three,c\n2,Two,B\n");
  const auto changes = difference(before, after);
  EXPECT_EQ(changes.added, std::vector<std::string>{"4"});
  EXPECT_EQ(changes.changed, std::vector<std::string>{"2"});
  EXPECT_EQ(changes.removed, std::vector<std::string>{"1"});
  EXPECT_TRUE(difference(before, before).empty());
  EXPECT_NE(before.hash, after.hash);
}

TEST(Lists, ADatasetMayBeNamed) {
  const std::string text = "id,name\n1,One\n";
  const auto list = read_list(std::vector<ListFile>{{"own.csv", text}}, "own", "house-2").list;
  EXPECT_EQ(list.dataset, "house-2");
  EXPECT_EQ(list.format, "own");
  EXPECT_EQ(list.hash, base::sha256(text));
  EXPECT_FALSE(is_dataset_name(""));
  EXPECT_FALSE(is_dataset_name("-x"));
  EXPECT_FALSE(is_dataset_name("Un"));
  EXPECT_FALSE(is_dataset_name("a/b"));
  EXPECT_FALSE(is_dataset_name(std::string(65, 'a')));
}

TEST(Lists, RefusesWhatIsNoListAndSaysWhichAre) {
  EXPECT_EQ(fault_of({{"a.txt", "hello"}}),
            "a.txt: it begins like no list that is known. Give a list in one of these formats: un, eu, ofac, "
            "ftm, own.");
  EXPECT_NE(fault_of({{"a.xml", "<html/>"}}).find("no list that is known"), std::string::npos);
  EXPECT_NE(fault_of({{"a.csv", "id,name\n1,A\n"}}, "un").find("not well-formed"), std::string::npos);
  EXPECT_NE(fault_of({{"a.csv", "id,name\n1,A\n"}}, "toml").find("Name one of these"), std::string::npos);
  EXPECT_NE(fault_of({{"a.csv", "id,name\n1,A\n"}}, "", "Not A Name").find("no name for one"),
            std::string::npos);
  EXPECT_NE(fault_of({{"a.csv", "id,name\n1,A\n"}, {"b.csv", "id,name\n1,A\n"}}).find("at most 1 file"),
            std::string::npos);
  EXPECT_NE(fault_of({}).find("no file"), std::string::npos);
  const std::string large(kListBytes + 1, ' ');
  EXPECT_NE(fault_of({{"large.xml", large}}).find("larger than 256 MB"), std::string::npos);
}

TEST(Lists, ANameThatHasNoEndIsCut) {
  const auto text = "id,name\n1," + std::string(1U << 20U, 'x') + "\n";
  const auto reading = read_list(std::vector<ListFile>{{"own.csv", text}});
  EXPECT_EQ(reading.list.entries.front().party.names.front().text.size(), kNameBytes);
  EXPECT_EQ(reading.fault_count, 1U);
  EXPECT_LT(reading.faults.front().what.size(), 200U);
}

TEST(Lists, NamesThatAFieldJoins) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts_of("Azim  Adhajani; Azim\nAgha-Jani", Kind::person),
            (Texts{"Azim Adhajani", "Azim Agha-Jani"}));
  EXPECT_EQ(texts_of("Mohammad Sabet b) M. Javad Sabet; M. Sabet", Kind::person),
            (Texts{"Mohammad Sabet", "M. Javad Sabet", "M. Sabet"}));
  EXPECT_EQ(texts_of("AL-ITIHAAD AL-ISLAMIYA / AIAI", Kind::organisation),
            (Texts{"AL-ITIHAAD AL-ISLAMIYA", "AIAI"}));
  EXPECT_EQ(texts_of("ADF/NALU", Kind::organisation), (Texts{"ADF/NALU"}));
  EXPECT_EQ(texts_of("Jin Tiesan (金铁三)", Kind::person), (Texts{"Jin Tiesan", "金铁三 [own]"}));
  EXPECT_EQ(texts_of("حسن غول (Hassan Ghul; Hassan Gul)", Kind::person),
            (Texts{"حسن غول [own]", "Hassan Ghul", "Hassan Gul"}));
  EXPECT_EQ(texts_of("Amir Khazmat (original script: Амир Хазмат)", Kind::person),
            (Texts{"Amir Khazmat", "Амир Хазмат [own]"}));
  EXPECT_EQ(texts_of("ARMAMENT INDUSTRIES GROUP (AIG)", Kind::organisation),
            (Texts{"ARMAMENT INDUSTRIES GROUP", "AIG [weak]"}));
  EXPECT_EQ(texts_of("TOUS POUR LA PAIX (NGO)", Kind::organisation), (Texts{"TOUS POUR LA PAIX (NGO)"}));
  EXPECT_EQ(texts_of("LEADER (HONG KONG) INTERNATIONAL", Kind::organisation),
            (Texts{"LEADER (HONG KONG) INTERNATIONAL"}));
  EXPECT_EQ(texts_of("Encep Nurjaman (birth name)", Kind::person), (Texts{"Encep Nurjaman"}));
  EXPECT_EQ(texts_of("Mohammad Ishaq Akhund born in 1963", Kind::person), (Texts{"Mohammad Ishaq Akhund"}));
  EXPECT_EQ(texts_of("Khirullah Khairkhwa, born in Kandahar on 01 Jan.1967", Kind::person),
            (Texts{"Khirullah Khairkhwa"}));
  EXPECT_EQ(texts_of(") Abdelrahman Zafir", Kind::person), (Texts{"Abdelrahman Zafir"}));
  EXPECT_EQ(texts_of("(", Kind::person), (Texts{"("}));
  EXPECT_EQ(texts_of(" ; ; ", Kind::person), Texts{});
}

TEST(Lists, DatesAsListsWriteThem) {
  const auto span = [](std::string_view text) {
    const auto read = read_date_span(text);
    return read ? (read->approximate ? "~" : "") + read->from.str() + ".." + read->to.str()
                : std::string("none");
  };
  EXPECT_EQ(span("1951-07-11"), "1951-07-11..1951-07-11");
  EXPECT_EQ(span("11 Jul 1951"), "1951-07-11..1951-07-11");
  EXPECT_EQ(span("Nov. 1973"), "1973-11..1973-11");
  EXPECT_EQ(span("Sept 1973"), "1973-09..1973-09");
  EXPECT_EQ(span("circa Mar 1960"), "~1960-03..1960-03");
  EXPECT_EQ(span("circa 1950-1955"), "~1950..1955");
  EXPECT_EQ(span("01 Jan 1950 to 31 Dec 1955"), "1950-01-01..1955-12-31");
  EXPECT_EQ(span("Between Aug. and Sep. 1977"), "1977-08..1977-09");
  EXPECT_EQ(span("1955 to 1950"), "none");
  EXPECT_EQ(span("31 Feb 1951"), "none");
  EXPECT_EQ(span("Ma 1951"), "none");
  EXPECT_EQ(span("30-35 years old"), "none");
  EXPECT_EQ(span("24/06/1402 (Hijri Calendar)"), "none");
  EXPECT_EQ(span(""), "none");
}

TEST(Lists, CountriesByWhatListsCallThem) {
  EXPECT_EQ(country_code("KP"), "KP");
  EXPECT_EQ(country_code("prk"), "KP");
  EXPECT_EQ(country_code("Democratic People's Republic of Korea"), "KP");
  EXPECT_EQ(country_code("Korea, North"), "KP");
  EXPECT_EQ(country_code("Iran (Islamic Republic of)"), "IR");
  EXPECT_EQ(country_code("Iran"), "IR");
  EXPECT_EQ(country_code("the Russian Federation"), "RU");
  EXPECT_EQ(country_code("Turkey"), "TR");
  EXPECT_EQ(country_code("Türkiye"), "TR");
  EXPECT_EQ(country_code("Netherlands"), "NL");
  EXPECT_EQ(country_code("COTE D'IVOIRE"), "CI");
  EXPECT_EQ(country_code("Китай"), "CN");
  EXPECT_EQ(country_code("Congo, Democratic Republic of the"), "CD");
  EXPECT_EQ(country_code("Democratic Republic"), "");
  EXPECT_EQ(country_code("Serbia and Montenegro"), "");
  EXPECT_EQ(country_code(std::string(1'000'000, 'x')), "");
  EXPECT_TRUE(is_no_country("00"));
  EXPECT_TRUE(is_no_country("None Identified"));
  EXPECT_FALSE(is_no_country("NA"));
  EXPECT_EQ(country_code("NA"), "NA");
}
