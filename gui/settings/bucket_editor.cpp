// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/bucket_editor.h"

#include "common/bucket_address.h"
#include "common/card.h"
#include "common/roles.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"

#include <QEvent>
#include <QRegularExpression>

namespace cosftp {

namespace {

using Source = CredentialSettings::Source;

const QString family = QStringLiteral("BUCKET");

QString keyOf(const SettingInfo &info)
{
    for (const SettingPlace &place : info.places)
        if (place.section == family)
            return place.key;
    return {};
}

// Which fields a source of the key needs; others are hidden, but keep what they hold.
bool isNeeded(const QString &key, Source source)
{
    if (key == QLatin1String("secret_id") || key == QLatin1String("secret_key"))
        return source == Source::Inline || source == Source::Keychain;
    if (key == QLatin1String("token"))
        return source == Source::Inline;
    if (key == QLatin1String("credentials_ref"))  // the keychain's entry is named by the program
        return source != Source::Inline && source != Source::Keychain;
    return true;
}

}  // namespace

BucketEditor::BucketEditor(QWidget *parent)
    : QWidget(parent), m_card(new Card), m_idLabel(new QLabel), m_id(new QLineEdit),
      m_idProblem(new QLabel), m_endpointLabel(new QLabel), m_endpoint(new QComboBox)
{
    m_id->setObjectName(QStringLiteral("bucketId"));
    m_idLabel->setBuddy(m_id);
    m_idProblem->setObjectName(QStringLiteral("bucketIdProblem"));
    setRole(m_idProblem, LabelRole::Error);
    m_idProblem->setWordWrap(true);
    m_idProblem->hide();
    m_endpoint->setObjectName(QStringLiteral("endpointChoice"));
    for (const EndpointChoice choice : {EndpointChoice::Region, EndpointChoice::Internal,
                                        EndpointChoice::Accelerate, EndpointChoice::Custom})
        m_endpoint->addItem(QString(), static_cast<int>(choice));
    auto *name = new QVBoxLayout;
    name->setSpacing(3);
    name->addWidget(m_idLabel);
    name->addWidget(m_id);
    name->addWidget(m_idProblem);
    m_card->content()->setSpacing(14);
    m_card->content()->addLayout(name);
    makeFields();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    connect(m_id, &QLineEdit::textEdited, this, &BucketEditor::onId);
    connect(m_endpoint, &QComboBox::activated, this, &BucketEditor::onEndpointChosen);
    retranslate();
}

void BucketEditor::makeFields()
{
    for (const SettingRow<AccountDraft> &row : accountRows()) {
        const QString key = keyOf(row.info);
        if (key.isEmpty())
            continue;
        const bool isBucket = key == QLatin1String("bucket");
        auto *field = new SettingField(row.info, [&row, isBucket](const QString &text) {
            AccountDraft ignored;
            if (text.isEmpty() && !isBucket)
                return QString();  // what must not be missing is said of the whole file
            return row.read(text, ignored);
        });
        field->setObjectName(key);
        m_entries += {&row, field};
        connect(field, &SettingField::edited, this, [this, field] { onField(field); });
        if (key == QLatin1String("region"))
            field->setSuggestions(knownRegions());
        if (key == QLatin1String("secret_id"))
            field->setReadable();  // the public part: people compare it with the console
        if (key == QLatin1String("endpoint"))
            addEndpointChoice();
        m_card->content()->addWidget(field);
    }
}

void BucketEditor::addEndpointChoice()
{
    auto *choice = new QVBoxLayout;
    choice->setSpacing(3);
    choice->addWidget(m_endpointLabel);
    choice->addWidget(m_endpoint);
    m_endpointLabel->setBuddy(m_endpoint);
    m_card->content()->addLayout(choice);
}

void BucketEditor::load(const BucketSettings &bucket, bool hasSecret, const QStringList &otherIds)
{
    m_isLoading = true;
    AccountDraft draft;
    draft.bucket = bucket;
    m_bucket.id = bucket.id;
    m_otherIds = otherIds;
    m_id->setText(bucket.id);
    for (const Entry &entry : m_entries) {
        const QString key = entry.field->objectName();
        const bool isKey = key == QLatin1String("secret_key");
        const bool isToken = key == QLatin1String("token");
        entry.field->setStored((isKey && hasSecret)
                               || (isToken && !bucket.credentials.token.isEmpty()));
        entry.field->setText(isKey || isToken ? QString() : entry.row->write(draft));
    }
    readFields();
    showEndpointChoice();
    m_isLoading = false;
    onId();
    showFields();
}

void BucketEditor::onField(SettingField *field)
{
    if (m_isLoading)
        return;
    const QString key = field->objectName();
    if (key == QLatin1String("bucket"))
        fillFromAddress(field->text());
    if (key == QLatin1String("region"))
        fillEndpoint();
    readFields();
    Q_EMIT edited();
}

// What is empty, not valid or not needed has the value of an empty bucket.
void BucketEditor::readFields()
{
    AccountDraft fresh;
    fresh.bucket.id = m_bucket.id;
    AccountDraft source;
    for (const Entry &entry : m_entries)
        if (entry.field->objectName() == QLatin1String("credentials"))
            (void)entry.row->read(entry.field->text(), source);
    for (const Entry &entry : m_entries)
        if (!entry.field->text().isEmpty()
            && isNeeded(entry.field->objectName(), source.bucket.credentials.source))
            (void)entry.row->read(entry.field->text(), fresh);
    m_bucket = fresh.bucket;
    showFields();
}

// The region stays what it is if the address does not tell it.
void BucketEditor::fillFromAddress(const QString &text)
{
    const std::optional<BucketAddress> address = parseBucketAddress(text);
    if (!address || text == QString::fromLatin1(address->bucket))
        return;
    m_isLoading = true;
    const auto fill = [this](const char *key, const QByteArray &value) {
        if (!value.isEmpty())
            field(QString::fromLatin1(key))->setText(QString::fromLatin1(value));
    };
    fill("bucket", address->bucket);
    fill("region", address->region);
    fill("protocol", address->protocol);
    field(QStringLiteral("endpoint"))->setText(QString::fromLatin1(address->endpoint));
    readFields();
    showEndpointChoice();
    m_isLoading = false;
}

void BucketEditor::showEndpointChoice()
{
    const EndpointChoice choice = endpointChoice(m_bucket.endpoint, m_bucket.region);
    m_endpoint->setCurrentIndex(m_endpoint->findData(static_cast<int>(choice)));
}

// The endpoint that the choice makes of the region; a host of one's own stays.
void BucketEditor::fillEndpoint()
{
    const auto choice = static_cast<EndpointChoice>(m_endpoint->currentData().toInt());
    const QByteArray region = field(QStringLiteral("region"))->text().toLatin1();
    if (choice != EndpointChoice::Custom)
        field(QStringLiteral("endpoint"))->setText(QString::fromLatin1(endpointOf(choice, region)));
}

void BucketEditor::onEndpointChosen()
{
    fillEndpoint();
    readFields();
    Q_EMIT edited();
}

void BucketEditor::showFields()
{
    const auto choice = static_cast<EndpointChoice>(m_endpoint->currentData().toInt());
    for (const Entry &entry : m_entries) {
        const QString key = entry.field->objectName();
        const bool isEndpoint = key == QLatin1String("endpoint");
        entry.field->setVisible(isEndpoint ? choice == EndpointChoice::Custom
                                           : isNeeded(key, m_bucket.credentials.source));
    }
}

void BucketEditor::onId()
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_.-]{1,64}$"));
    const QString id = m_id->text();
    QString problem;
    if (!form.match(id).hasMatch())
        problem = tr("A name of letters, digits, '_', '-' and '.' is needed.");
    else if (m_otherIds.contains(id))
        problem = tr("Another bucket has this name already.");
    m_idProblem->setText(problem);
    m_idProblem->setVisible(!problem.isEmpty());
    setInvalid(m_id, !problem.isEmpty());
    if (problem.isEmpty() && std::exchange(m_bucket.id, id) != id)
        Q_EMIT idEdited(id);
}

bool BucketEditor::isIdValid() const { return m_idProblem->text().isEmpty(); }

QWidget *BucketEditor::firstBad() const
{
    if (!isIdValid())
        return m_id;
    for (const Entry &entry : m_entries)
        if (!entry.field->isHidden() && !entry.field->problem().isEmpty())
            return entry.field->control();
    return nullptr;
}

SettingField *BucketEditor::field(const QString &key) const
{
    for (const Entry &entry : m_entries)
        if (entry.field->objectName() == key)
            return entry.field;
    return nullptr;
}

void BucketEditor::setProblem(const QString &key, const QString &text)
{
    if (SettingField *named = field(key))
        named->setProblem(text);
}

void BucketEditor::clearProblems()
{
    for (const Entry &entry : m_entries)
        entry.field->setProblem({});
}

void BucketEditor::retranslate()
{
    m_card->setTitle(tr("Bucket"));
    m_idLabel->setText(tr("Na&me in the settings"));
    m_id->setAccessibleName(tr("Name in the settings"));
    m_endpointLabel->setText(tr("Way to the bucket"));
    m_endpoint->setAccessibleName(m_endpointLabel->text());
    const QStringList names{tr("By its region (usual, free of charge inside the region)"),
                            tr("Internal network of Tencent Cloud only"),
                            tr("Global acceleration (must be on for the bucket)"),
                            tr("Another host")};
    for (int at = 0; at < m_endpoint->count(); ++at)
        m_endpoint->setItemText(at, names.at(at));
}

void BucketEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        onId();
    }
    QWidget::changeEvent(event);
}

}  // namespace cosftp
