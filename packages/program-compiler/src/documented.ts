/** Names of `wx.*` that the documentation lists. */
const NAMES = (
  'addCard addFileToFavorites addPaymentPassFinish addPaymentPassGetCertificateData addPhoneCalendar ' +
  'addPhoneContact addPhoneRepeatCalendar addVideoToFavorites arrayBufferToBase64 authPrivateMessage authorize ' +
  'authorizeForMiniProgram base64ToArrayBuffer batchGetStorage batchGetStorageSync batchSetStorage ' +
  'batchSetStorageSync bindEmployeeRelation canAddSecureElementPass canIUse canIUseGetUserProfile ' +
  'cancelIdleCallback canvasGetImageData canvasPutImageData canvasToTempFilePath checkDeviceSupportHevc ' +
  'checkEmployeeRelation checkIsAddedToMyMiniProgram checkIsOpenAccessibility checkIsPictureInPictureActive ' +
  'checkIsSoterEnrolledInDevice checkIsSupportFacialRecognition checkIsSupportSoterAuthentication checkSession ' +
  'checkTransitCardSupport chooseAddress chooseContact chooseImage chooseInvoice chooseInvoiceTitle ' +
  'chooseLicensePlate chooseLocation chooseMedia chooseMessageFile choosePoi chooseVideo clearStorage ' +
  'clearStorageSync closeBLEConnection closeBluetoothAdapter closeSocket compressImage compressVideo connectSocket ' +
  'connectWifi createAnimation createAudioContext createBLEConnection createBLEPeripheralServer createBufferURL ' +
  'createCacheManager createCameraContext createCanvasContext createGlobalPayment createInferenceSession ' +
  'createInnerAudioContext createIntersectionObserver createInterstitialAd createLivePlayerContext ' +
  'createLivePusherContext createMapContext createMediaAudioPlayer createMediaContainer createMediaRecorder ' +
  'createOffscreenCanvas createRewardedVideoAd createSelectorQuery createTCPSocket createUDPSocket createVKSession ' +
  'createVideoContext createVideoDecoder createWebAudioContext createWorker cropImage customRouteContext ' +
  'deleteTransitCard disableAlertBeforeUnload downloadFile drawCanvas editImage enableAlertBeforeUnload ' +
  'enterChatToolMode exitMiniProgram exitVoIPChat faceDetect getAccountInfoSync getApiCategory ' +
  'getAppAuthorizeSetting getAppBaseInfo getAvailableAudioSources getBLEDeviceCharacteristics getBLEDeviceRSSI ' +
  'getBLEDeviceServices getBLEMTU getBackgroundAudioManager getBackgroundAudioPlayerState getBackgroundFetchData ' +
  'getBackgroundFetchToken getBatteryInfo getBatteryInfoSync getBeacons getBluetoothAdapterState ' +
  'getBluetoothDevices getChannelsLiveInfo getChannelsLiveNoticeInfo getChannelsShareKey getChatToolInfo ' +
  'getClipboardData getCommonConfig getConnectedBluetoothDevices getConnectedWifi getDeviceBenchmarkInfo ' +
  'getDeviceInfo getDeviceVoIPList getEnterOptionsSync getExptInfoSync getExtConfig getExtConfigSync getFileInfo ' +
  'getFileSystemManager getFuzzyLocation getGroupEnterInfo getHCEState getImageInfo getInferenceEnvInfo ' +
  'getLaunchOptionsSync getLocalIPAddress getLocation getLogManager getMenuButtonBoundingClientRect getNFCAdapter ' +
  'getNetworkType getPerformance getPluginUpdateManager getPrivacySetting getRandomValues getRealtimeLogManager ' +
  'getRecorderManager getRendererUserAgent getSavedFileInfo getSavedFileList getScreenBrightness ' +
  'getScreenRecordingState getSecureElementPasses getSelectedTextRange getSetting getShareInfo ' +
  'getShowSplashAdStatus getSkylineInfo getSkylineInfoSync getStorage getStorageInfo getStorageInfoSync ' +
  'getStorageSync getSystemInfo getSystemInfoAsync getSystemInfoSync getSystemSetting getTransitCardCPLC ' +
  'getTransitCardInfo getTransitCardList getUpdateManager getUserCryptoManager getUserInfo getUserProfile ' +
  'getVideoInfo getWeRunData getWifiList getWindowInfo getXrFrameSystem hideHomeButton hideKeyboard hideLoading ' +
  'hideNavigationBarLoading hideShareMenu hideTabBar hideTabBarRedDot hideToast initFaceDetect ' +
  'isBluetoothDevicePaired isVKSupport issueTransitCard join1v1Chat joinVoIPChat jumpToOfflinePay ' +
  'loadBuiltInFontFace loadFontFace login makeBluetoothPair makePhoneCall navigateBack navigateBackMiniProgram ' +
  'navigateTo navigateToMiniProgram nextTick notifyBLECharacteristicValueChange notifyGroupMembers ' +
  'openAppAuthorizeSetting openBluetoothAdapter openCard openChannelsActivity openChannelsEvent openChannelsLive ' +
  'openChannelsLiveNoticeInfo openChannelsUserProfile openChatTool openCustomerServiceChat openDesignerProfile ' +
  'openDocument openEmbeddedMiniProgram openHKOfflinePayView openInquiriesTopic openLocation ' +
  'openOfficialAccountArticle openOfficialAccountChat openOfficialAccountProfile openPrivacyContract openSetting ' +
  'openSingleStickerView openStickerIPView openStickerSetView openStoreCouponDetail openStoreOrderDetail ' +
  'openSystemBluetoothSetting openVideoEditor pageScrollTo pauseBackgroundAudio pauseVoice playBackgroundAudio ' +
  'playVoice pluginLogin postMessageToReferrerMiniProgram postMessageToReferrerPage preDownloadSubpackage ' +
  'preloadAssets preloadSkylineView preloadWebview previewImage previewMedia reLaunch readBLECharacteristicValue ' +
  'rechargeTransitCard redirectTo removeSavedFile removeSecureElementPass removeStorage removeStorageSync ' +
  'removeTabBarBadge reportAnalytics reportEvent reportMonitor reportPerformance request requestAppleSubscribeSign ' +
  'requestCommonPayment requestDeviceVoIP requestFacialVerify requestIdleCallback requestMerchantTransfer ' +
  'requestOrderPayment requestPayment requestPluginPayment requestSubscribeDeviceMessage ' +
  'requestSubscribeEmployeeMessage requestSubscribeMessage requestVirtualPayment requirePrivacyAuthorize ' +
  'reserveChannelsLive restartMiniProgram revokeBufferURL rewriteRoute saveFile saveFileToDisk ' +
  'saveImageToPhotosAlbum saveVideoToPhotosAlbum scanCode seekBackgroundAudio selectGroupMembers sendHCEMessage ' +
  'sendSms sendSocketMessage setBLEMTU setBackgroundColor setBackgroundFetchToken setBackgroundTextStyle ' +
  'setClipboardData setEnable1v1Chat setEnableDebug setInnerAudioOption setKeepScreenOn setNavigationBarColor ' +
  'setNavigationBarTitle setScreenBrightness setStorage setStorageSync setTabBarBadge setTabBarItem setTabBarStyle ' +
  'setTopBarText setVisualEffectOnCapture setWifiList setWindowSize shareAppMessageToGroup shareEmojiToGroup ' +
  'shareFileMessage shareFileToGroup shareImageToGroup shareToOfficialAccount shareToWeRun shareVideoMessage ' +
  'shareVideoToGroup showActionSheet showLoading showModal showNavigationBarLoading showPrivacy showRedPackage ' +
  'showShareImageMenu showShareMenu showTabBar showTabBarRedDot showToast startAccelerometer startBeaconDiscovery ' +
  'startBluetoothDevicesDiscovery startCompass startDeviceMotionListening startFacialRecognitionVerify ' +
  'startGyroscope startHCE startLocalServiceDiscovery startLocationUpdate startLocationUpdateBackground ' +
  'startPullDownRefresh startRecord startSoterAuthentication startWifi stopAccelerometer stopBackgroundAudio ' +
  'stopBeaconDiscovery stopBluetoothDevicesDiscovery stopCompass stopDeviceMotionListening stopFaceDetect ' +
  'stopGyroscope stopHCE stopLocalServiceDiscovery stopLocationUpdate stopPullDownRefresh stopRecord stopVoice ' +
  'stopWifi subscribeVoIPVideoMembers switchTab updateShareMenu updateVoIPChatMuteConfig updateWeChatApp uploadFile ' +
  'vibrateLong vibrateShort writeBLECharacteristicValue '
)
  .trim()
  .split(' ')

/** What `wx.on…` and `wx.off…` exist for. */
const LISTENED = (
  'AccelerometerChange AfterPageLoad AfterPageUnload ApiCategoryChange AppHide AppRoute AppRouteDone AppShow ' +
  'AudioInterruptionBegin AudioInterruptionEnd BLECharacteristicValueChange BLEConnectionStateChange BLEMTUChange ' +
  'BLEPeripheralConnectionStateChanged BackgroundAudioPause BackgroundAudioPlay BackgroundAudioStop ' +
  'BackgroundFetchData BatteryInfoChange BeaconServiceChange BeaconUpdate BeforeAppRoute BeforePageLoad ' +
  'BeforePageUnload BluetoothAdapterStateChange BluetoothDeviceFound CompassChange CopyUrl DeviceMotionChange ' +
  'EmbeddedMiniProgramHeightChange Error GeneratePoster GetWifiList GyroscopeChange HCEMessage KeyDown KeyUp ' +
  'KeyboardHeightChange LazyLoadError LocalServiceDiscoveryStop LocalServiceFound LocalServiceLost ' +
  'LocalServiceResolveFail LocationChange LocationChangeError MemoryWarning ' +
  'MenuButtonBoundingClientRectWeightChange NeedPrivacyAuthorization NetworkStatusChange NetworkWeakChange ' +
  'PageNotFound ParallelStateChange ScreenRecordingStateChanged SocketClose SocketError SocketMessage SocketOpen ' +
  'ThemeChange UnhandledRejection UserCaptureScreen UserOffTranslation UserTriggerTranslation VoIPChatInterrupted ' +
  'VoIPChatMembersChanged VoIPChatSpeakersChanged VoIPChatStateChanged VoIPVideoMembersChanged WifiConnected ' +
  'WifiConnectedWithPartialInfo WindowResize WindowStateChange '
)
  .trim()
  .split(' ')

const DOCUMENTED = new Set([...NAMES, ...LISTENED.flatMap(name => [`on${name}`, `off${name}`])])

/**
 * Documented names of `wx.*` among the words of a program's code, however it reaches them. What of these the runtime does not build
 * answers with its documented failure, instead of being missing.
 */
export function documentedIn(code: string, found: Set<string>): void {
  for (const [word] of code.matchAll(/[a-z][A-Za-z0-9]{3,}/g)) if (DOCUMENTED.has(word)) found.add(word)
}
