# What IIS_schema.xml of IIS 10 has about the sections that payloads use, in the file's own form: attributes, defaults and
# keys. An element here has all of its attributes, but elements that no payload reads are left out (limits, failure,
# cpu, periodicRestart), and so are the rules for values, and the providers that the defaults of passwords name. What the
# file has about an entry, and again at each level of the defaults of its kind, stands in one default element of the section.
# Source: two public copies of the file, lextm/iis_schema and (the newer one) jexuswebserver/JexusManager, Tests/schema.
# A section without a schema is "not emulated".

$iisSchema = @'
<configSchema>
  <sectionSchema name="configurationRedirection">
    <attribute name="enabled" type="bool" defaultValue="false" />
    <attribute name="path" type="string" expanded="true" defaultValue="" />
    <attribute name="userName" type="string" defaultValue="" />
    <attribute name="password" type="string" caseSensitive="true" encrypted="true" />
    <attribute name="enableUncPolling" type="bool" defaultValue="false" />
    <attribute name="pollingPeriod" type="timeSpan" defaultValue="00:03:00" />
  </sectionSchema>
  <sectionSchema name="system.applicationHost/applicationPools">
    <collection addElement="add" defaultElement="applicationPoolDefaults">
      <attribute name="name" type="string" required="true" isUniqueKey="true" />
    </collection>
    <element name="applicationPoolDefaults" isCollectionDefault="true">
      <attribute name="name" type="string" />
      <attribute name="queueLength" type="uint" defaultValue="1000" />
      <attribute name="autoStart" type="bool" defaultValue="true" />
      <attribute name="enable32BitAppOnWin64" type="bool" defaultValue="false" />
      <attribute name="managedRuntimeVersion" type="string" defaultValue="" />
      <attribute name="managedRuntimeLoader" type="string" defaultValue="webengine4.dll" />
      <attribute name="enableConfigurationOverride" type="bool" defaultValue="true" />
      <attribute name="managedPipelineMode" type="enum" defaultValue="Integrated">
        <enum name="Integrated" value="0" /><enum name="Classic" value="1" />
      </attribute>
      <attribute name="CLRConfigFile" type="string" defaultValue="" expanded="true" />
      <attribute name="passAnonymousToken" type="bool" defaultValue="true" />
      <attribute name="startMode" type="enum" defaultValue="OnDemand">
        <enum name="OnDemand" value="0" /><enum name="AlwaysRunning" value="1" />
      </attribute>
      <element name="processModel">
        <attribute name="identityType" type="enum" defaultValue="ApplicationPoolIdentity">
          <enum name="LocalSystem" value="0" /><enum name="LocalService" value="1" />
          <enum name="NetworkService" value="2" />
          <enum name="SpecificUser" value="3" /><enum name="ApplicationPoolIdentity" value="4" />
        </attribute>
        <attribute name="userName" type="string" />
        <attribute name="password" type="string" caseSensitive="true" encrypted="true" />
        <attribute name="loadUserProfile" type="bool" defaultValue="false" />
        <attribute name="setProfileEnvironment" type="bool" defaultValue="true" />
        <attribute name="logonType" type="enum" defaultValue="LogonBatch">
          <enum name="LogonBatch" value="0" /><enum name="LogonService" value="1" />
        </attribute>
        <attribute name="manualGroupMembership" type="bool" defaultValue="false" />
        <attribute name="idleTimeout" type="timeSpan" defaultValue="00:20:00" />
        <attribute name="idleTimeoutAction" type="enum" defaultValue="Terminate">
          <enum name="Terminate" value="0" /><enum name="Suspend" value="1" />
        </attribute>
        <attribute name="maxProcesses" type="uint" defaultValue="1" />
        <attribute name="shutdownTimeLimit" type="timeSpan" defaultValue="00:01:30" />
        <attribute name="startupTimeLimit" type="timeSpan" defaultValue="00:01:30" />
        <attribute name="pingingEnabled" type="bool" defaultValue="true" />
        <attribute name="pingInterval" type="timeSpan" defaultValue="00:00:30" />
        <attribute name="pingResponseTime" type="timeSpan" defaultValue="00:01:30" />
        <attribute name="logEventOnProcessModel" type="flags" defaultValue="IdleTimeout">
          <flag name="IdleTimeout" value="1" />
        </attribute>
      </element>
      <element name="recycling">
        <attribute name="disallowOverlappingRotation" type="bool" defaultValue="false" />
        <attribute name="disallowRotationOnConfigChange" type="bool" defaultValue="false" />
        <attribute name="logEventOnRecycle" type="flags" defaultValue="Time, Memory, PrivateMemory">
          <flag name="Time" value="1" /><flag name="Requests" value="2" /><flag name="Schedule" value="4" />
          <flag name="Memory" value="8" /><flag name="IsapiUnhealthy" value="16" /><flag name="OnDemand" value="32" />
          <flag name="ConfigChange" value="64" /><flag name="PrivateMemory" value="128" />
        </attribute>
      </element>
    </element>
  </sectionSchema>
  <sectionSchema name="system.applicationHost/log">
    <attribute name="logInUTF8" type="bool" defaultValue="true" />
    <attribute name="centralLogFileMode" type="enum" defaultValue="Site">
      <enum name="Site" value="0" /><enum name="CentralBinary" value="1" /><enum name="CentralW3C" value="2" />
    </attribute>
  </sectionSchema>
  <sectionSchema name="system.applicationHost/sites">
    <collection addElement="site" defaultElement="siteDefaults">
      <attribute name="name" type="string" required="true" isUniqueKey="true" />
      <attribute name="id" type="uint" required="true" isUniqueKey="true" />
      <collection addElement="application" defaultElement="applicationDefaults">
        <attribute name="path" type="string" required="true" isUniqueKey="true" />
        <attribute name="serviceAutoStartEnabled" type="bool" defaultValue="false" />
        <attribute name="serviceAutoStartProvider" type="string" />
        <attribute name="preloadEnabled" type="bool" defaultValue="false" />
        <collection addElement="virtualDirectory" defaultElement="virtualDirectoryDefaults">
          <attribute name="path" type="string" isUniqueKey="true" />
        </collection>
      </collection>
    </collection>
    <element name="siteDefaults" isCollectionDefault="true">
      <attribute name="name" type="string" />
      <attribute name="id" type="uint" />
      <attribute name="serverAutoStart" type="bool" defaultValue="true" />
      <element name="bindings">
        <collection addElement="binding" clearElement="clear">
          <attribute name="protocol" type="string" required="true" isCombinedKey="true" />
          <attribute name="bindingInformation" type="string" required="true" isCombinedKey="true" />
          <attribute name="sslFlags" type="uint" defaultValue="0" />
        </collection>
      </element>
      <element name="logFile">
        <attribute name="logExtFileFlags" type="string" defaultValue="Date, Time, ClientIP, UserName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer" />
        <attribute name="logFormat" type="enum" defaultValue="W3C">
          <enum name="IIS" value="0" /><enum name="NCSA" value="1" />
          <enum name="W3C" value="2" /><enum name="Custom" value="3" />
        </attribute>
        <attribute name="logTargetW3C" type="flags" defaultValue="File">
          <flag name="File" value="1" /><flag name="ETW" value="2" />
        </attribute>
        <attribute name="directory" type="string" expanded="true" defaultValue="%SystemDrive%\inetpub\logs\LogFiles" />
        <attribute name="period" type="enum" defaultValue="Daily">
          <enum name="MaxSize" value="0" /><enum name="Daily" value="1" /><enum name="Weekly" value="2" />
          <enum name="Monthly" value="3" /><enum name="Hourly" value="4" />
        </attribute>
        <attribute name="localTimeRollover" type="bool" defaultValue="false" />
        <attribute name="enabled" type="bool" defaultValue="true" />
      </element>
    </element>
    <element name="applicationDefaults" isCollectionDefault="true">
      <attribute name="path" type="string" />
      <attribute name="applicationPool" type="string" />
      <attribute name="enabledProtocols" type="string" defaultValue="http" />
    </element>
    <element name="virtualDirectoryDefaults" isCollectionDefault="true">
      <attribute name="path" type="string" />
      <attribute name="physicalPath" type="string" expanded="true" />
      <attribute name="userName" type="string" />
      <attribute name="password" type="string" caseSensitive="true" encrypted="true" />
      <attribute name="logonMethod" type="enum" defaultValue="ClearText">
        <enum name="Interactive" value="0" /><enum name="Batch" value="1" />
        <enum name="Network" value="2" /><enum name="ClearText" value="3" />
      </attribute>
      <attribute name="allowSubDirConfig" type="bool" defaultValue="true" />
    </element>
  </sectionSchema>
  <sectionSchema name="system.webServer/globalModules">
    <collection addElement="add" clearElement="clear" removeElement="remove">
      <attribute name="name" type="string" caseSensitive="true" required="true" isUniqueKey="true" />
      <attribute name="image" type="string" expanded="true" />
      <attribute name="preCondition" type="string" caseSensitive="true" />
    </collection>
  </sectionSchema>
  <sectionSchema name="system.webServer/modules">
    <collection addElement="add" clearElement="clear" removeElement="remove">
      <attribute name="name" type="string" caseSensitive="true" required="true" isUniqueKey="true" />
      <attribute name="type" type="string" />
      <attribute name="preCondition" type="string" caseSensitive="true" />
    </collection>
    <attribute name="runAllManagedModulesForAllRequests" type="bool" defaultValue="false" />
    <attribute name="runManagedModulesForWebDavRequests" type="bool" defaultValue="false" />
  </sectionSchema>
  <sectionSchema name="system.webServer/security/authentication/anonymousAuthentication">
    <attribute name="enabled" type="bool" defaultValue="true" />
    <attribute name="userName" type="string" defaultValue="IUSR" />
    <attribute name="password" type="string" caseSensitive="true" encrypted="true" />
    <attribute name="logonMethod" type="enum" defaultValue="ClearText">
      <enum name="Interactive" value="0" /><enum name="Batch" value="1" />
      <enum name="Network" value="2" /><enum name="ClearText" value="3" />
    </attribute>
  </sectionSchema>
  <sectionSchema name="system.webServer/security/authentication/windowsAuthentication">
    <attribute name="enabled" type="bool" defaultValue="false" />
    <element name="providers">
      <collection addElement="add" clearElement="clear" removeElement="remove">
        <attribute name="value" type="string" isUniqueKey="true" />
      </collection>
    </element>
    <attribute name="authPersistSingleRequest" type="bool" defaultValue="false" />
    <attribute name="authPersistNonNTLM" type="bool" defaultValue="false" />
    <attribute name="useKernelMode" type="bool" defaultValue="true" />
    <attribute name="useAppPoolCredentials" type="bool" defaultValue="false" />
    <element name="extendedProtection">
      <attribute name="tokenChecking" type="enum" defaultValue="None">
        <enum name="None" value="0" /><enum name="Allow" value="1" /><enum name="Require" value="2" />
      </attribute>
      <attribute name="flags" type="flags" defaultValue="None">
        <flag name="None" value="0" /><flag name="Proxy" value="1" /><flag name="NoServiceNameCheck" value="2" />
        <flag name="AllowDotlessSpn" value="4" /><flag name="ProxyCohosting" value="32" />
      </attribute>
      <collection addElement="spn" clearElement="clearSpns" removeElement="removeSpn">
        <attribute name="name" type="string" isUniqueKey="true" />
      </collection>
    </element>
  </sectionSchema>
  <sectionSchema name="system.webServer/security/requestFiltering">
    <attribute name="allowDoubleEscaping" type="bool" defaultValue="false" />
    <attribute name="allowHighBitCharacters" type="bool" defaultValue="true" />
    <attribute name="unescapeQueryString" type="bool" defaultValue="true" />
    <element name="hiddenSegments">
      <attribute name="applyToWebDAV" type="bool" defaultValue="true" />
      <collection addElement="add" clearElement="clear" removeElement="remove">
        <attribute name="segment" type="string" required="true" isUniqueKey="true" />
      </collection>
    </element>
  </sectionSchema>
</configSchema>
'@
