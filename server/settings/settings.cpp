// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings.h"

#include <algorithm>

namespace cosftp {

const BucketSettings *Settings::bucket(const QString &id) const
{
    const auto found = std::find_if(buckets.begin(), buckets.end(),
                                    [&](const BucketSettings &entry) { return entry.id == id; });
    return found == buckets.end() ? nullptr : &*found;
}

const UserSettings *Settings::user(const QByteArray &name) const
{
    const auto found = std::find_if(users.begin(), users.end(),
                                    [&](const UserSettings &entry) { return entry.name == name; });
    return found == users.end() ? nullptr : &*found;
}

// In a bucket the folders above need not be made, so only who switches that off has them checked.
DeviceSwitches DeviceSettings::switchesOf(Profile profile)
{
    switch (profile) {
    case Profile::None:
        return {};
    case Profile::Camera:
        return {.answersExistingMkd = true,
                .usesPeerForPort = true,
                .offersEpsv = false,
                .storesAsciiAsBinary = true,
                .ignoresTimesAndModes = true};
    case Profile::Scanner:
        return {.answersExistingMkd = true,
                .usesPeerForPort = true,
                .storesAsciiAsBinary = true,
                .ignoresTimesAndModes = true};
    case Profile::Plc:
        return {.answersExistingMkd = true,
                .usesPeerForPort = true,
                .offersEpsv = false,
                .storesAsciiAsBinary = true};
    case Profile::Explorer:
        return {.charset = Charset::Gbk};
    case Profile::ActiveOnly:
        return {.usesPeerForPort = true, .offersEpsv = false};
    case Profile::Backup:
        return {.answersExistingMkd = true, .storesAsciiAsBinary = true};
    }
    return {};
}

DeviceSwitches DeviceSettings::switches() const
{
    DeviceSwitches found = switchesOf(profile);
    found.makesMissingFolders = makesMissingFolders.value_or(found.makesMissingFolders);
    found.answersExistingMkd = answersExistingMkd.value_or(found.answersExistingMkd);
    found.usesPeerForPort = usesPeerForPort.value_or(found.usesPeerForPort);
    found.offersEpsv = offersEpsv.value_or(found.offersEpsv);
    found.storesAsciiAsBinary = storesAsciiAsBinary.value_or(found.storesAsciiAsBinary);
    found.ignoresTimesAndModes = ignoresTimesAndModes.value_or(found.ignoresTimesAndModes);
    found.charset = charset.value_or(found.charset);
    return found;
}

}  // namespace cosftp
