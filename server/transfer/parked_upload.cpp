// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_upload.h"

#include "core/crc64.h"
#include "files/own_objects.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

namespace cosftp {

namespace {

constexpr int version = 2;

QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }

// Decimal text: JSON's numbers have 53 bits.
QJsonValue crcValue(const std::optional<quint64> &crc)
{
    return crc ? QJsonValue(QString::number(*crc)) : QJsonValue();
}

std::optional<quint64> crcFrom(const QJsonValue &value)
{
    bool isOk = false;
    const quint64 crc = value.toString().toULongLong(&isOk);
    return isOk ? std::optional(crc) : std::nullopt;
}

QJsonArray partValues(const QList<StoredPart> &parts)
{
    QJsonArray values;
    for (const StoredPart &part : parts)
        values += QJsonArray{part.sizeBytes, crcValue(part.crc64), textOf(part.etag)};
    return values;
}

std::optional<QList<StoredPart>> partsFrom(const QJsonArray &values)
{
    QList<StoredPart> parts;
    for (const QJsonValue &value : values) {
        const QJsonArray fields = value.toArray();
        StoredPart part;
        part.number = static_cast<int>(parts.size()) + 1;
        part.sizeBytes = fields.at(0).toInteger();
        part.crc64 = crcFrom(fields.at(1));
        part.etag = fields.at(2).toString().toUtf8();
        if (fields.size() != 3 || part.sizeBytes <= 0 || part.etag.isEmpty())
            return std::nullopt;
        parts += part;
    }
    return parts;
}

QByteArray digestOf(const QByteArray &bytes, qsizetype digits)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(digits);
}

QByteArray bytesOf(const QJsonObject &object, QLatin1String name)
{
    return object.value(name).toString().toUtf8();
}

}  // namespace

qint64 ParkedUpload::sizeBytes() const
{
    return std::accumulate(parts.begin(), parts.end(), qint64{0},
                           [](qint64 sum, const StoredPart &part) { return sum + part.sizeBytes; });
}

std::optional<quint64> ParkedUpload::crc64() const
{
    const bool usesBase = baseCrc64 && baseParts > 0 && baseParts <= parts.size();
    quint64 crc = usesBase ? *baseCrc64 : 0;
    for (qsizetype index = usesBase ? baseParts : 0; index < parts.size(); ++index) {
        const StoredPart &part = parts.at(index);
        if (!part.crc64)
            return std::nullopt;
        crc = Crc64::combine(crc, *part.crc64, static_cast<quint64>(part.sizeBytes));
    }
    return crc;
}

qint64 ParkedUpload::borderBelow(qint64 bytes) const
{
    qint64 border = 0;
    for (const StoredPart &part : parts) {
        if (border + part.sizeBytes > bytes)
            break;
        border += part.sizeBytes;
    }
    return border;
}

void ParkedUpload::truncate(qint64 bytes)
{
    qint64 end = 0;
    for (qsizetype index = 0; index < parts.size(); ++index) {
        end += parts.at(index).sizeBytes;
        if (end > bytes)
            return parts.resize(index);
    }
}

void ParkedUpload::keepWhatIsIn(const QList<StoredPart> &stored)
{
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const StoredPart &mine = parts.at(index);
        const bool isThere = index < stored.size() && stored.at(index).number == mine.number
                             && stored.at(index).sizeBytes == mine.sizeBytes
                             && bareEtag(stored.at(index).etag) == bareEtag(mine.etag);
        if (!isThere)
            return parts.resize(index);
    }
}

bool ParkedUpload::isHeld(const QDateTime &now) const
{
    const bool isRenewed = updated.msecsTo(now) < std::chrono::milliseconds(uploadLease).count();
    return holder.isSomebody() && isRenewed && !hasEndedHere(holder.process);
}

bool ParkedUpload::isExpired(const QDateTime &now) const
{
    return updated.secsTo(now) > std::chrono::seconds(std::chrono::hours(keepHours)).count();
}

bool ParkedUpload::standsOn(const QByteArray &etag) const { return base == bareEtag(etag); }

QByteArray parkedStatePrefix() { return QByteArray(ownObjectsPrefix) + "uploads/"; }

QByteArray parkedStatePrefix(const QByteArray &user)
{
    constexpr qsizetype digits = 16;
    return parkedStatePrefix() + digestOf(user, digits) + '/';
}

QByteArray parkedStateStem(const QByteArray &user, const QByteArray &key)
{
    constexpr qsizetype digits = 40;
    return parkedStatePrefix(user) + digestOf(user + '\0' + key, digits);
}

QByteArray parkedStateKey(const QByteArray &user, const QByteArray &key)
{
    return parkedStateStem(user, key) + ".json";
}

QByteArray furtherStateKey(const ParkedUpload &upload)
{
    constexpr qsizetype digits = 16;
    return parkedStateStem(upload.user, upload.key) + '-' + digestOf(upload.uploadId, digits)
           + ".json";
}

QByteArray parkedStateJson(const ParkedUpload &upload)
{
    QJsonObject object{{QStringLiteral("version"), version},
                       {QStringLiteral("user"), textOf(upload.user)},
                       {QStringLiteral("key"), textOf(upload.key)},
                       {QStringLiteral("uploadId"), textOf(upload.uploadId)},
                       {QStringLiteral("address"), textOf(upload.address)},
                       {QStringLiteral("base"), textOf(upload.base)},
                       {QStringLiteral("began"), upload.began.toString(Qt::ISODateWithMs)},
                       {QStringLiteral("keepHours"), upload.keepHours},
                       {QStringLiteral("baseCrc64"), crcValue(upload.baseCrc64)},
                       {QStringLiteral("baseParts"), upload.baseParts},
                       {QStringLiteral("parts"), partValues(upload.parts)}};
    if (upload.holder.isSomebody())
        object.insert(QStringLiteral("holder"),
                      QJsonObject{{QStringLiteral("process"), textOf(upload.holder.process)},
                                  {QStringLiteral("run"), textOf(upload.holder.run)}});
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<ParkedUpload> parseParkedState(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto parts = partsFrom(object.value(QLatin1String("parts")).toArray());
    const QJsonObject holder = object.value(QLatin1String("holder")).toObject();
    ParkedUpload upload;
    upload.user = bytesOf(object, QLatin1String("user"));
    upload.key = bytesOf(object, QLatin1String("key"));
    upload.uploadId = bytesOf(object, QLatin1String("uploadId"));
    upload.address = bytesOf(object, QLatin1String("address"));
    upload.base = bytesOf(object, QLatin1String("base"));
    upload.began =
        QDateTime::fromString(object.value(QLatin1String("began")).toString(), Qt::ISODateWithMs);
    upload.keepHours = object.value(QLatin1String("keepHours")).toInt();
    upload.holder = {bytesOf(holder, QLatin1String("process")),
                     bytesOf(holder, QLatin1String("run"))};
    upload.baseCrc64 = crcFrom(object.value(QLatin1String("baseCrc64")));
    upload.baseParts = object.value(QLatin1String("baseParts")).toInt();
    if (object.value(QLatin1String("version")).toInt() != version || !parts || parts->isEmpty()
        || upload.key.isEmpty() || upload.uploadId.isEmpty() || upload.keepHours <= 0)
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("not the description of an interrupted upload"));
    upload.parts = *parts;
    return upload;
}

}  // namespace cosftp
