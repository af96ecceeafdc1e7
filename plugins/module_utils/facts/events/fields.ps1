# Times and fields of events. The text of an event is in the computer's language, and its fields are not.
function Format-Time($Time) { $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) }
function Get-Field($Xml) {
    $document = New-Object -TypeName Xml.XmlDocument
    $document.LoadXml($Xml)
    foreach ($tag in 'Data', 'Binary') {
        foreach ($element in $document.GetElementsByTagName($tag)) {
            $value = [string] $element.InnerText
            $name = $(if ($tag -eq 'Binary') { 'Binary' } else { [string] $element.GetAttribute('Name') })
            @{ name = $name; value = $value.Substring(0, [Math]::Min(400, $value.Length)) }
        }
    }
}
